namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content><c>read</c>, <c>mapfile</c> and <c>printf -v</c>.</content>
internal sealed partial class ScriptEvaluator
{
    private void Read(ShellInvocation invocation, List<ShellField> fields)
    {
        var names = new List<ShellField>();
        var (isRaw, isWhole, isPlain) = (false, false, true);
        ShellField? array = null;
        for (var i = 1; i < fields.Count; i++)
        {
            if (names.Count > 0 || fields[i].Text is not ['-', _, ..] option)
            {
                names.Add(fields[i]);
                continue;
            }

            isRaw |= option.Contains('r', StringComparison.Ordinal);
            switch (option[^1])
            {
                case 'd':
                    isWhole = i + 1 < fields.Count && fields[i + 1].Text is "";
                    isPlain &= isWhole;
                    i++;
                    break;
                case 'a':
                    array = i + 1 < fields.Count ? fields[i + 1] : null;
                    i++;
                    break;
                case 'p' or 't' or 'i' or 'u' or 'n' or 'N':
                    isPlain &= option[^1] is 'p' or 't';
                    i++;
                    break;
            }
        }

        if (array is { } target)
            _state.Set(target.Text ?? "", ShellVariable.UnknownArray(SymbolOf(target.Text ?? "")));
        if (names.Count == 0 && array is null)
            names.Add(new ShellField(ShellString.Known("REPLY"), fields[0].Span));
        foreach (var name in names)
            AssignUnknown(name);
        if (!isPlain || InputOf(invocation.Command)?.Content is not { } input || Separators is not { } separators || HasMarker(input))
            return;
        if (!isWhole)
            input = input.Split('\n')[0];
        if (!isRaw && input.Contains('\\', StringComparison.Ordinal))
            return;
        StoreFields(input, separators, names, array?.Text);
    }

    private void StoreFields(string input, string separators, List<ShellField> names, string? array)
    {
        var blanks = separators.Where(static c => c is ' ' or '\t' or '\n').ToArray();
        if (array is not null)
        {
            // Other separators than blanks keep empty fields, whose rules at the ends differ between versions.
            if (separators.Any(static c => c is not (' ' or '\t' or '\n')) || !IsName(array))
                return;
            var items = input.Split(blanks, StringSplitOptions.RemoveEmptyEntries);
            _state.Set(array, ShellVariable.OfItems([.. items.Select(static item => ShellItem.Of(ShellString.Known(item)))]));
        }
        else if (names is [var only] && only.Text is { } name && blanks.Length == separators.Length)
        {
            Assign(name, ShellString.Known(blanks.Length == 0 ? input : input.Trim(blanks)));
        }
        else if (blanks.Length == separators.Length && blanks.Length > 0)
        {
            var rest = input.Trim(blanks);
            for (var i = 0; i < names.Count; i++)
            {
                var end = i == names.Count - 1 ? -1 : rest.IndexOfAny(blanks);
                if (names[i].Text is { } variable)
                    Assign(variable, ShellString.Known(end < 0 ? rest : rest[..end]));
                rest = end < 0 ? "" : rest[end..].TrimStart(blanks);
            }
        }
    }

    private bool HasMarker(string text) => _markers.Count > 0 && text.AsSpan().IndexOfAnyInRange(FirstMarker, (char)(FirstMarker + MaxMarkers)) >= 0;

    private void ReadLines(ShellInvocation invocation, List<ShellField> fields)
    {
        var name = "MAPFILE";
        var (trims, isPlain) = (false, true);
        for (var i = 1; i < fields.Count; i++)
        {
            if (fields[i].Text is not ['-', _, ..] option)
            {
                name = fields[i].Text ?? "";
                isPlain &= fields[i].Text is not null;
                continue;
            }

            trims |= option is "-t";
            isPlain &= option is "-t";
            if (option is "-d" or "-n" or "-O" or "-s" or "-u" or "-C" or "-c")
                i++;
        }

        if (!IsName(name))
        {
            _state.Forget();
            return;
        }

        _state.Set(name, ShellVariable.UnknownArray(SymbolOf(name)));
        if (!isPlain || !trims || InputOf(invocation.Command)?.Content is not { } input || HasMarker(input))
            return;
        if (input.EndsWith('\n'))
            input = input[..^1];
        else if (!invocation.Command.Redirections.Any(static redirection => redirection.Operator is "<<<"))
            return;
        _state.Set(name, ShellVariable.OfItems([.. input.Split('\n').Select(static line => ShellItem.Of(ShellString.Known(line)))]));
    }

    private void Print(List<ShellField> fields)
    {
        if (fields.Count < 2 || fields[1].Text is not "-v")
            return;
        if (fields.Count < 4 || fields[2].Text is not { } name || !IsName(name))
        {
            _state.Forget();
            return;
        }

        var next = 3;
        if (fields[next].Text is "--")
            next++;
        var isKnown = next < fields.Count && !fields.Exists(static field => field.IsAnyNumber);
        var text = isKnown && fields[next].Text is { } format ? Format(format, [.. fields.Skip(next + 1).Select(static field => field.Value)]) : null;
        Assign(name, text ?? ShellString.Unknown(SymbolOf(name)));
    }
}
