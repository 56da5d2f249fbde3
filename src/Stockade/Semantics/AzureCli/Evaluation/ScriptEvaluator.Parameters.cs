using System.Collections.Immutable;
using System.Globalization;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Parameter expansion.</content>
internal sealed partial class ScriptEvaluator
{
    private void AppendParameter(ParameterExpansion expansion, FieldBuilder builder, bool isQuoted, bool endsWord)
    {
        var value = Evaluate(expansion, isQuoted);
        if (value.Operand is { } operand)
        {
            if (isQuoted)
                builder.AppendEmpty();
            AppendOperand(operand, builder, isQuoted);
        }
        else if (value.IsList)
        {
            AppendList(value, builder, isQuoted);
        }
        else if (isQuoted)
        {
            builder.AppendQuoted(value.Scalar!);
        }
        else
        {
            builder.AppendSplit(value.Scalar!, endsWord);
        }
    }

    /// <summary>The word of <c>${x:-word}</c>: outside quotes even its literal text is split.</summary>
    private void AppendOperand(ShellWord operand, FieldBuilder builder, bool isQuoted)
    {
        foreach (var part in operand.Parts)
        {
            if (part is LiteralPart literal && !isQuoted)
                builder.AppendSplit(ExpandTildes(literal.Text, ReferenceEquals(part, operand.Parts[0]), operand.Parts.Length > 1, isAssignment: false));
            else
                AppendParts([part], builder, isQuoted);
        }
    }

    private void AppendList(ParameterValue list, FieldBuilder builder, bool isQuoted)
    {
        if (isQuoted && list.IsStar)
        {
            builder.AppendQuoted(JoinItems(list.Items));
            return;
        }

        // Where the first or last elements may be missing, which ones the rest of the word joins is not known.
        if (_isComposite && list.Items.Any(static item => item.IsAnyNumber))
        {
            foreach (var item in list.Items)
                builder.AppendItems(item);
            return;
        }

        for (var i = 0; i < list.Items.Length; i++)
        {
            if (i > 0)
                builder.Break();
            if (isQuoted)
                builder.AppendEmpty();
            if (list.Items[i].IsAnyNumber)
                builder.AppendItems(list.Items[i]);
            else if (isQuoted)
                builder.AppendQuoted(list.Items[i].Value);
            else
                builder.AppendSplit(list.Items[i].Value);
        }
    }

    /// <summary>The elements joined by the first separator.</summary>
    private ShellString JoinItems(ImmutableArray<ShellItem> items)
    {
        var glue = Separators is { } separators
            ? ShellString.Known(separators.Length > 0 ? separators[..1] : "")
            : ShellString.Unknown("${IFS}");
        if (_state.Find("IFS") is { IsSet: Truth.False })
            glue = ShellString.Known(" ");
        var builder = new ShellString.Builder();
        for (var i = 0; i < items.Length; i++)
        {
            // Beside elements that may not be there no separator is certain.
            if (i > 0)
                builder.Append(items[i].IsAnyNumber || items[i - 1].IsAnyNumber ? ShellString.Unknown(glue.Symbol) : glue);
            builder.Append(items[i].Value);
        }

        return builder.ToShellString();
    }

    private ShellString ExpandParameterString(ParameterExpansion expansion, bool isQuoted)
    {
        var value = Evaluate(expansion, isQuoted);
        if (value.Operand is { } operand)
            return ExpandString(operand.Parts, isQuoted);
        if (!value.IsList)
            return value.Scalar!;

        // Where words are not split, `$@` joins by a space and `$*` by the first separator.
        if (value.IsStar)
            return JoinItems(value.Items);
        var builder = new ShellString.Builder();
        for (var i = 0; i < value.Items.Length; i++)
        {
            if (i > 0)
                builder.Append(value.Items[i].IsAnyNumber || value.Items[i - 1].IsAnyNumber ? ShellString.Unknown(" ") : ShellString.Known(" "));
            builder.Append(value.Items[i].Value);
        }

        return builder.ToShellString();
    }

    private ParameterValue Evaluate(ParameterExpansion expansion, bool isQuoted)
    {
        if (expansion.Operator is ParameterOperator.Invalid)
            return ParameterValue.Of(ShellString.Unknown(SourceText(expansion.Span)));
        if (expansion.Operator is ParameterOperator.NamesWithPrefix)
            return ParameterValue.OfList([ShellItem.AnyNumber(SourceText(expansion.Span))], isStar: false);
        var value = expansion.IsIndirect ? EvaluateIndirect(expansion) : Read(expansion.Name, expansion.Subscript, expansion);
        if (expansion.IsLength)
            return ParameterValue.Of(Length(value, expansion));
        return expansion.Operator switch
        {
            ParameterOperator.None => value,
            ParameterOperator.UseDefault or ParameterOperator.AssignDefault or ParameterOperator.RequireValue or ParameterOperator.UseAlternative =>
                EvaluateDefault(expansion, value, isQuoted),
            ParameterOperator.Substring => EvaluateSubstring(expansion, value),
            _ => Transform(expansion, value),
        };
    }

    private ParameterValue EvaluateIndirect(ParameterExpansion expansion)
    {
        if (expansion.Subscript?.Literal is "@" or "*")
            return ParameterValue.OfList(Keys(expansion), expansion.Subscript.Literal is "*");
        var target = Read(expansion.Name, expansion.Subscript, expansion);
        if (target.Scalar?.Text is { } name)
        {
            if (IsName(name) || (name.Length > 0 && name.All(char.IsAsciiDigit)))
                return Read(name, subscript: null, expansion);
            var open = name.IndexOf('[', StringComparison.Ordinal);
            if (open > 0 && IsName(name[..open]) && name[open..] is "[@]" or "[*]")
                return Read(name[..open], new ShellWord(expansion.Span, [new LiteralPart(expansion.Span, name[(open + 1)..^1])]), expansion);
        }

        return ParameterValue.Of(ShellString.Unknown(SourceText(expansion.Span)), Truth.Unknown);
    }

    private ImmutableArray<ShellItem> Keys(ParameterExpansion expansion)
    {
        var variable = Lookup(expansion.Name);
        if (variable.Items is { } items && !items.Any(static item => item.IsAnyNumber))
            return [.. Enumerable.Range(0, items.Length).Select(static i => ShellItem.Of(ShellString.Known(i.ToString(CultureInfo.InvariantCulture))))];
        if (variable.Entries is { Count: <= 1 } entries)
            return [.. entries.Select(static entry => ShellItem.Of(ShellString.Known(entry.Key)))];
        if (variable.IsSet is Truth.False)
            return [];
        return [ShellItem.AnyNumber(SourceText(expansion.Span))];
    }

    /// <summary>The value of a parameter before any operator.</summary>
    private ParameterValue Read(string name, ShellWord? subscript, ParameterExpansion expansion)
    {
        if (name is "@" or "*")
            return ParameterValue.OfList(_state.Positionals, name is "*");
        if (name is "#")
        {
            return _state.Positionals.Any(static item => item.IsAnyNumber)
                ? ParameterValue.Of(ShellString.Unknown("${#}", mayBeEmpty: false))
                : ParameterValue.Of(ShellString.Known(_state.Positionals.Length.ToString(CultureInfo.InvariantCulture)));
        }

        if (char.IsAsciiDigit(name[0]))
            return ReadPositional(name);
        if (!IsName(name))
            return ParameterValue.Of(ShellString.Unknown($"${{{name}}}", mayBeEmpty: name is "!" or "-"), Truth.Unknown);
        if (IsVolatile(name))
        {
            var origin = name is "BASH_SOURCE" ? UnknownOrigin.ScriptDirectory : UnknownOrigin.Other;
            return subscript?.Literal is "@" or "*"
                ? ParameterValue.OfList([ShellItem.AnyNumber($"${{{name}[@]}}")], subscript.Literal is "*")
                : ParameterValue.Of(ShellString.Unknown($"${{{name}}}", origin), Truth.Unknown);
        }

        var variable = Lookup(name);
        return subscript?.Literal switch
        {
            "@" or "*" => ParameterValue.OfList(Elements(variable, name), subscript.Literal is "*"),
            _ when subscript is null => ReadScalar(variable, name),
            _ => ReadElement(variable, subscript, expansion),
        };
    }

    private static ImmutableArray<ShellItem> Elements(ShellVariable variable, string name)
    {
        if (variable.Items is { } items)
            return items;
        if (variable.Entries is { } entries)
            return entries.Count <= 1 ? [.. entries.Select(static entry => ShellItem.Of(entry.Value))] : [ShellItem.AnyNumber($"${{{name}[@]}}")];
        return variable.IsSet switch
        {
            Truth.True => [ShellItem.Of(variable.Value)],
            Truth.False => [],
            _ => [ShellItem.AnyNumber($"${{{name}[@]}}")],
        };
    }

    private ParameterValue ReadPositional(string digits)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return ParameterValue.Of(ShellString.Unknown($"${{{digits}}}"), Truth.Unknown);
        if (number == 0)
            return ParameterValue.Of(_state.Name);
        for (var i = 0; i < number; i++)
        {
            if (i >= _state.Positionals.Length)
                return ParameterValue.Of(ShellString.Empty, Truth.False);
            if (_state.Positionals[i].IsAnyNumber)
                return ParameterValue.Of(ShellString.Unknown($"${{{digits}}}", UnknownOrigin.Argument), Truth.Unknown);
        }

        return ParameterValue.Of(_state.Positionals[number - 1].Value);
    }

    private static ParameterValue ReadScalar(ShellVariable variable, string name)
    {
        if (variable.Entries is not null)
            return ParameterValue.Of(ShellString.Unknown($"${{{name}}}"), Truth.Unknown);
        if (variable.Items is not { } items)
            return ParameterValue.Of(variable.IsSet is Truth.False ? ShellString.Empty : variable.Value, variable.IsSet);
        if (items.IsEmpty)
            return ParameterValue.Of(ShellString.Empty, Truth.False);
        return items[0].IsAnyNumber ? ParameterValue.Of(ShellString.Unknown($"${{{name}}}"), Truth.Unknown) : ParameterValue.Of(items[0].Value);
    }

    private ParameterValue ReadElement(ShellVariable variable, ShellWord subscript, ParameterExpansion expansion)
    {
        if (variable.Entries is { } entries)
        {
            if (ExpandString(subscript).Text is { } key)
            {
                var index = entries.FindIndex(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));
                return index < 0 ? ParameterValue.Of(ShellString.Empty, Truth.False) : ParameterValue.Of(entries[index].Value);
            }

            return ParameterValue.Of(ShellString.Unknown(SourceText(expansion.Span)), Truth.Unknown);
        }

        var unknown = ParameterValue.Of(ShellString.Unknown(SourceText(expansion.Span)), Truth.Unknown);
        var number = Calculate(subscript);
        if (number is null)
            return unknown;
        if (variable.Items is not { } items)
        {
            if (variable.IsSet is Truth.Unknown)
                return unknown;
            return number is 0 or -1 ? ReadScalar(variable, expansion.Name) : number > 0 ? ParameterValue.Of(ShellString.Empty, Truth.False) : unknown;
        }

        var gap = items.IndexOf(items.FirstOrDefault(static item => item.IsAnyNumber));
        var known = gap >= 0 && items[gap].IsAnyNumber ? gap : items.Length;
        if (number >= 0 && number < known)
            return ParameterValue.Of(items[(int)number].Value);
        if (known < items.Length)
            return unknown;
        if (number < 0)
            return -number <= items.Length ? ParameterValue.Of(items[items.Length + (int)number].Value) : unknown;
        return ParameterValue.Of(ShellString.Empty, Truth.False);
    }

    private ShellString Length(ParameterValue value, ParameterExpansion expansion)
    {
        int? length = value.IsList
            ? value.Items.Any(static item => item.IsAnyNumber) ? null : value.Items.Length
            : value.Scalar?.Text is { } text && text.All(char.IsAscii) ? text.Length : null;
        return length is { } known
            ? ShellString.Known(known.ToString(CultureInfo.InvariantCulture))
            : ShellString.Unknown(SourceText(expansion.Span), mayBeEmpty: false);
    }

    /// <summary><c>- = ? +</c> and their forms with a colon.</summary>
    private ParameterValue EvaluateDefault(ParameterExpansion expansion, ParameterValue value, bool isQuoted)
    {
        var operand = expansion.Operand!;
        var isMissing = IsMissing(value, expansion.TreatsEmptyAsUnset);
        switch (expansion.Operator)
        {
            case ParameterOperator.UseAlternative:
                if (isMissing is Truth.True)
                    return ParameterValue.Of(ShellString.Empty);
                if (isMissing is Truth.False)
                    return ParameterValue.OfOperand(operand);
                var alternative = ExpandPerhaps(operand, isQuoted);
                return ParameterValue.Of(Undecided(expansion, alternative, mayBeEmpty: true));
            case ParameterOperator.RequireValue:
                ExpandPerhaps(operand, isQuoted);
                if (isMissing is Truth.True)
                    _state.Jump = ShellJump.Exit;
                else if (isMissing is Truth.Unknown)
                    value = Require(expansion, value);
                return value;
            default:
                if (isMissing is Truth.False)
                    return value;
                return isMissing is Truth.True ? TakeDefault(expansion, isQuoted) : TakeDefaultPerhaps(expansion, value, isQuoted);
        }
    }

    private ParameterValue TakeDefault(ParameterExpansion expansion, bool isQuoted)
    {
        if (expansion.Operator is ParameterOperator.UseDefault)
            return ParameterValue.OfOperand(expansion.Operand!);
        var assigned = ExpandString(expansion.Operand!.Parts, isQuoted, isAssignment: true);
        AssignParameter(expansion, assigned);
        return ParameterValue.Of(assigned);
    }

    private ParameterValue TakeDefaultPerhaps(ParameterExpansion expansion, ParameterValue value, bool isQuoted)
    {
        var fallback = ExpandPerhaps(expansion.Operand!, isQuoted);
        if (value.IsList)
            return ParameterValue.OfList([ShellItem.AnyNumber(SourceText(expansion.Span))], value.IsStar);
        var mayBeEmpty = fallback.MayBeEmpty || (!expansion.TreatsEmptyAsUnset && value.Scalar!.MayBeEmpty);
        var undecided = Undecided(expansion, fallback, mayBeEmpty);
        if (expansion.Operator is ParameterOperator.AssignDefault)
            AssignParameter(expansion, undecided);
        return ParameterValue.Of(undecided);
    }

    private void AssignParameter(ParameterExpansion expansion, ShellString value)
    {
        if (!IsName(expansion.Name))
            return;
        if (expansion.Subscript is null && !expansion.IsIndirect)
            Assign(expansion.Name, value);
        else if (expansion.IsIndirect)
            _state.Forget();
        else
            _state.Set(expansion.Name, ShellVariable.UnknownArray(SymbolOf(expansion.Name)));
    }

    private ParameterValue Require(ParameterExpansion expansion, ParameterValue value)
    {
        _mayHaveExited = true;
        if (value.IsList || !expansion.TreatsEmptyAsUnset || value.Scalar!.Fragments is not [var fragment])
            return value;

        // The run goes on only with a value.
        var present = ShellString.Of(fragment with { MayBeEmpty = false });
        if (IsName(expansion.Name) && expansion.Subscript is null && !expansion.IsIndirect && Lookup(expansion.Name) is { IsArray: false } variable)
            _state.Set(expansion.Name, variable with { Value = present });
        return ParameterValue.Of(present);
    }

    private ShellString Undecided(ParameterExpansion expansion, ShellString fallback, bool mayBeEmpty) =>
        ShellString.Of(TextFragment.Unknown(SourceText(expansion.Span), UnknownOrigin.Environment, mayBeEmpty) with { Fallback = fallback.Text });

    /// <summary>Expands a word that may not be used: what it runs or assigns may not happen.</summary>
    private ShellString ExpandPerhaps(ShellWord word, bool isQuoted)
    {
        var value = ShellString.Empty;
        var layer = OnLayer(() => Conditionally(() => value = ExpandString(word.Parts, isQuoted)));
        if (layer.IsForgotten || layer.WrittenVariables.Count > 0)
            Join([layer], mayBeNone: true);
        return value;
    }

    private static Truth IsMissing(ParameterValue value, bool treatsEmptyAsUnset)
    {
        if (value.IsSet is Truth.False)
            return Truth.True;
        if (!treatsEmptyAsUnset)
            return value.IsSet is Truth.True ? Truth.False : Truth.Unknown;
        if (value.IsList)
        {
            // A list counts as empty when its elements, joined, are.
            var hasText = value.Items.Any(static item => !item.IsAnyNumber && !item.Value.MayBeEmpty);
            return hasText ? Truth.False : value.Items is [{ IsAnyNumber: false } only] && only.Value.Text is "" ? Truth.True : Truth.Unknown;
        }

        var scalar = value.Scalar!;
        if (!scalar.MayBeEmpty)
            return value.IsSet is Truth.True || !scalar.IsKnown ? Truth.False : Truth.Unknown;
        return scalar.IsKnown ? Truth.True : Truth.Unknown;
    }

    /// <summary>Variables that the shell itself sets, so that what the script assigns does not stay.</summary>
    private static bool IsVolatile(string name) =>
        name is "RANDOM" or "SECONDS" or "LINENO" or "EPOCHSECONDS" or "EPOCHREALTIME" or "SRANDOM" or "FUNCNAME" or "GROUPS" or "DIRSTACK" or "PIPESTATUS"
            or "HISTCMD" or "PPID" or "UID" or "EUID" or "OPTARG" or "OPTIND" or "_" or "PWD" or "OLDPWD" or "MAPFILE" or "SHELLOPTS" or "BASHOPTS"
        || (name.StartsWith("BASH", StringComparison.Ordinal) && name is not "BASH_ENV")
        || name.StartsWith("COMP_", StringComparison.Ordinal);
}
