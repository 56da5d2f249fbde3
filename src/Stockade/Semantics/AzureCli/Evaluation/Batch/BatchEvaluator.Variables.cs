using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <content>What changes variables and arguments: set, setlocal, endlocal, shift.</content>
internal sealed partial class BatchEvaluator
{
    private void Set(List<BatchChar> rest)
    {
        var text = Text(rest).TrimStart(' ', '\t', ',', ';', '=');
        if (text.StartsWith("/a", StringComparison.OrdinalIgnoreCase))
        {
            Calculate(text[2..]);
            return;
        }

        if (text.StartsWith("/p", StringComparison.OrdinalIgnoreCase))
        {
            var prompt = text[2..].TrimStart();
            var equals = prompt.TrimStart('"').IndexOf('=', StringComparison.Ordinal);
            var asked = equals > 0 ? prompt.TrimStart('"')[..equals] : "";
            if (asked.Length > 0)
                Assign(asked, _unknowns.OfNext(asked));
            return;
        }

        // `set "name=value"`: the value ends at the last quote, and what follows it is ignored.
        if (text is ['"', ..])
        {
            var last = text.LastIndexOf('"');
            text = last > 0 ? text[1..last] : text[1..];
        }

        var separator = text.IndexOf('=', StringComparison.Ordinal);
        if (separator <= 0)
            return;
        var name = text[..separator];
        if (!_unknowns.IsKnown(name))
        {
            Forget();
            return;
        }

        Assign(name, separator + 1 == text.Length ? null : text[(separator + 1)..]);
    }

    private void Calculate(string text)
    {
        text = text.Trim().Replace("\"", "", StringComparison.Ordinal);
        var names = new List<string>();
        var isKnown = _unknowns.IsKnown(text);
        var arithmetic = new BatchArithmetic(
            text,
            name => _state.Values.TryGetValue(name, out var value) ? value is null ? "" : _unknowns.IsKnown(value) ? value : null : null,
            (name, value) =>
            {
                names.Add(name);
                Assign(name, isKnown && value is not null ? value : _unknowns.OfNext(name));
            });
        arithmetic.Evaluate();

        // What it could not read may assign what stands before an equals sign.
        foreach (var part in text.Split('='))
        {
            var word = part.TrimEnd(' ', '+', '-', '*', '/', '%', '&', '|', '^', '<', '>');
            var start = word.Length;
            while (start > 0 && (char.IsAsciiLetterOrDigit(word[start - 1]) || word[start - 1] is '_'))
                start--;
            if (part.Length < text.Length && start < word.Length && !char.IsAsciiDigit(word[start]) && !names.Contains(word[start..]) && !text.EndsWith(part, StringComparison.Ordinal))
                Assign(word[start..], _unknowns.OfNext(word[start..]));
        }
    }

    private void SetLocal(string options)
    {
        var saved = _state;
        var late = options.Contains("enabledelayedexpansion", StringComparison.OrdinalIgnoreCase) ? true
            : options.Contains("disabledelayedexpansion", StringComparison.OrdinalIgnoreCase) ? false : _state.ExpandsLate;
        _state = _state with { ExpandsLate = late, Saved = _state.Saved.Push(saved) };
    }

    private void EndLocal()
    {
        if (_state.Saved.IsEmpty)
            return;
        var saved = _state.Saved.Peek();
        _writes.AddRange(_state.Values.Keys);
        _writes.AddRange(saved.Values.Keys);
        _record.Steps += _state.Values.Count / 8;
        _state = _state with { Values = saved.Values, IsForgotten = saved.IsForgotten, ExpandsLate = saved.ExpandsLate, Saved = _state.Saved.Pop() };
    }

    private void Shift(string text)
    {
        if (text.Trim().Length > 0)
            _state = _state with { Arguments = [], KnowsArguments = false };
        else if (!_state.Arguments.IsEmpty)
            _state = _state with { Arguments = _state.Arguments.RemoveAt(0) };
        else if (!_state.KnowsArguments)
            _state = _state with { Arguments = [.. Enumerable.Range(2, 8).Select(index => _unknowns.Of($"%{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}", UnknownOrigin.Argument))] };
    }
}
