using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Words: from parts to fields.</content>
internal sealed partial class ScriptEvaluator
{
    // bash sets IFS itself when it starts, whatever the environment holds.
    private const string DefaultSeparators = " \t\n";

    // The word being expanded has other parts beside the one at hand, to which the first or last element of a list is joined.
    private bool _isComposite;

    /// <summary>The characters that split words; null where <c>IFS</c> is unknown.</summary>
    private string? Separators => _state.Find("IFS") switch
    {
        null or { IsSet: Truth.False } => DefaultSeparators,
        { IsSet: Truth.True, IsArray: false } variable => variable.Value.Text,
        _ => null,
    };

    private List<ShellField> ExpandWords(ImmutableArray<ShellWord> words)
    {
        var fields = new List<ShellField>();
        foreach (var word in words)
            ExpandWord(word, fields);
        _record.Words += fields.Count;
        return fields;
    }

    private void ExpandWord(ShellWord word, List<ShellField> fields)
    {
        if (word.Parts is [LiteralPart { Text: var text }] && !text.AsSpan().ContainsAny('{', '~', '*') && !text.AsSpan().ContainsAny('?', '[') && !HasMarker(text))
        {
            fields.Add(new ShellField(ShellString.Known(text), word.Span) { IsPlain = true });
            return;
        }

        var expanded = _dialect is ScriptDialect.Sh || _state.Options.IsBraceExpansionOff ? [word] : BraceExpansion.Expand(word);
        if (expanded is not { } variants)
        {
            fields.Add(new ShellField(ShellString.Unknown(SourceText(word.Span)), word.Span) { IsAnyNumber = true });
            return;
        }

        foreach (var variant in variants)
            ExpandVariant(variant, fields);
    }

    private void ExpandVariant(ShellWord word, List<ShellField> fields)
    {
        var start = fields.Count;
        var builder = new FieldBuilder(Separators, word.Span, fields);
        _isComposite = word.Parts is not [ParameterExpansion or DoubleQuotedPart { Parts.Length: 1 }];
        AppendParts(word.Parts, builder, isQuoted: false, isWordStart: true, endsWord: true);
        builder.Finish();

        // Whether a pattern finds files is not known here; without nullglob a pattern that finds none stays as it is.
        if (_state.Options.DropsUnmatchedGlobs && word.Parts.Any(static part => part is LiteralPart literal && literal.Text.AsSpan().ContainsAny('*', '?', '[')))
        {
            for (var i = start; i < fields.Count; i++)
                fields[i] = fields[i] with { IsAnyNumber = true, Value = ShellString.Unknown(fields[i].Value.Symbol) };
        }
    }

    private void AppendParts(ImmutableArray<ShellWordPart> parts, FieldBuilder builder, bool isQuoted, bool isWordStart = false, bool endsWord = false)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = endsWord && i == parts.Length - 1;
            switch (parts[i])
            {
                case LiteralPart literal when isQuoted:
                    builder.AppendQuoted(Decode(literal.Text));
                    break;
                case LiteralPart literal when HasMarker(literal.Text):
                    AppendMarked(Decode(literal.Text), builder, isLast);
                    break;
                case LiteralPart literal:
                    AppendLiteral(literal.Text, builder, isWordStart && i == 0, parts.Length > i + 1);
                    break;
                case QuotedLiteralPart quoted:
                    builder.AppendQuoted(Unquote(quoted));
                    break;
                case DoubleQuotedPart quoted:
                    AppendDoubleQuoted(quoted, builder);
                    break;
                case ParameterExpansion expansion:
                    AppendParameter(expansion, builder, isQuoted, isLast);
                    break;
                default:
                    var value = ExpandPart(parts[i]);
                    if (isQuoted || parts[i] is ExtendedGlob or ProcessSubstitution)
                        builder.AppendQuoted(value);
                    else
                        builder.AppendSplit(value, isLast);
                    break;
            }
        }
    }

    /// <summary>Literal text of a stored script: known text is not split, unknown text is.</summary>
    private static void AppendMarked(ShellString value, FieldBuilder builder, bool endsWord)
    {
        for (var i = 0; i < value.Fragments.Length; i++)
        {
            var fragment = value.Fragments[i];
            if (fragment.IsKnown)
                builder.AppendLiteral(fragment.Text);
            else if (ShellText.IsPlaceholder(fragment.Text))
                builder.AppendQuoted(ShellString.Of(fragment));
            else
                builder.AppendSplit(ShellString.Of(fragment), endsWord && i == value.Fragments.Length - 1);
        }
    }

    private void AppendDoubleQuoted(DoubleQuotedPart quoted, FieldBuilder builder)
    {
        // Quotes yield at least one word, except those around `$@`: when that is empty, and the rest too, there is none.
        if (!quoted.Parts.Any(static part => part is ParameterExpansion expansion && IsList(expansion)))
        {
            builder.AppendQuoted(ShellString.Empty);
            AppendParts(quoted.Parts, builder, isQuoted: true);
            return;
        }

        builder.VanishesWhenEmpty = true;
        AppendParts(quoted.Parts, builder, isQuoted: true);
        builder.VanishesWhenEmpty = false;
    }

    private static bool IsList(ParameterExpansion expansion) =>
        expansion.Name is "@" || expansion.Subscript?.Literal is "@" || expansion.Operator is ParameterOperator.NamesWithPrefix;

    private void AppendLiteral(string text, FieldBuilder builder, bool isWordStart, bool isFollowed)
    {
        foreach (var fragment in ExpandTildes(text, isWordStart, isFollowed, isAssignment: false).Fragments)
        {
            if (fragment.IsKnown)
                builder.AppendLiteral(fragment.Text);
            else
                builder.AppendQuoted(ShellString.Of(fragment));
        }
    }

    /// <summary>A tilde is a home folder at the start of a word, and after <c>=</c> and <c>:</c> in what looks like an assignment.</summary>
    private ShellString ExpandTildes(string text, bool isWordStart, bool isFollowed, bool isAssignment)
    {
        if (!text.Contains('~', StringComparison.Ordinal))
            return ShellString.Known(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var looksLikeAssignment = !isAssignment && isWordStart && equals > 0 && _dialect is not ScriptDialect.Sh && IsName(text[..equals].TrimEnd('+'));
        var builder = new ShellString.Builder();
        var position = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isStart = (isWordStart && i == 0)
                || ((isAssignment || (looksLikeAssignment && i > equals)) && i > 0 && text[i - 1] is ':')
                || (looksLikeAssignment && i == equals + 1);
            if (text[i] is not '~' || !isStart)
                continue;
            var end = text.IndexOfAny(['/', ':'], i);
            if (end >= 0 && text[end] is ':' && !isAssignment && !looksLikeAssignment)
                end = text.IndexOf('/', i);

            // A quote or an expansion in the name keeps the tilde.
            if (end < 0 && isFollowed)
                continue;
            end = end < 0 ? text.Length : end;
            builder.Append(text.AsSpan(position, i - position));
            var name = text[i..end];
            var home = name is "~" && _state.Find("HOME") is { IsSet: Truth.True, IsArray: false } variable ? variable.Value : null;
            builder.Append(home ?? ShellString.Unknown(name, UnknownOrigin.Environment, mayBeEmpty: false));
            position = end;
        }

        builder.Append(text.AsSpan(position));
        return builder.ToShellString();
    }

    /// <summary>A word as one string, as on the right of an assignment: nothing is split.</summary>
    private ShellString ExpandString(ShellWord word, bool isAssignment = false) => ExpandString(word.Parts, isQuoted: false, isAssignment);

    private ShellString ExpandString(ImmutableArray<ShellWordPart> parts, bool isQuoted, bool isAssignment = false)
    {
        var builder = new ShellString.Builder();
        for (var i = 0; i < parts.Length; i++)
        {
            switch (parts[i])
            {
                case LiteralPart literal:
                    builder.Append(isQuoted || HasMarker(literal.Text) ? Decode(literal.Text) : ExpandTildes(literal.Text, i == 0, parts.Length > i + 1, isAssignment));
                    break;
                case QuotedLiteralPart quoted:
                    builder.Append(Unquote(quoted));
                    break;
                case DoubleQuotedPart quoted:
                    builder.Append(ExpandString(quoted.Parts, isQuoted: true));
                    break;
                case ParameterExpansion expansion:
                    builder.Append(ExpandParameterString(expansion, isQuoted));
                    break;
                default:
                    builder.Append(ExpandPart(parts[i]));
                    break;
            }
        }

        return builder.ToShellString();
    }

    /// <summary>Text in quotes. Whether <c>sh</c> reads <c>$'…'</c> depends on its version (POSIX.1-2024 has it, POSIX.1-2017 has not).</summary>
    private ShellString Unquote(QuotedLiteralPart quoted) =>
        quoted.Quote is ShellQuote.AnsiC && _dialect is ScriptDialect.Sh ? ShellString.Unknown(SourceText(quoted.Span), mayBeEmpty: false) : Decode(quoted.Text);

    /// <summary>Parts that are neither literal nor parameters.</summary>
    private ShellString ExpandPart(ShellWordPart part)
    {
        switch (part)
        {
            case CommandSubstitution substitution:
                return ExpandSubstitution(substitution);
            case ArithmeticExpansion arithmetic:
                return Calculate(arithmetic.Expression) is { } number
                    ? ShellString.Known(number.ToString(System.Globalization.CultureInfo.InvariantCulture))
                    : ShellString.Unknown(SourceText(part.Span), mayBeEmpty: false);
            case ProcessSubstitution process:
                InSubshell(() => EvaluateStatements(process.Body));
                return ShellString.Unknown(SourceText(part.Span), mayBeEmpty: false);
            case ExtendedGlob glob:
                return glob.Text.AsSpan().IndexOfAny("$`\"'\\") < 0 ? ShellString.Known(glob.Text) : ShellString.Unknown(glob.Text);
            default:
                return ShellString.Unknown(SourceText(part.Span));
        }
    }

    private ShellString ExpandSubstitution(CommandSubstitution substitution)
    {
        ShellString? output = null;
        var target = _target;
        _target = OutputTarget.Log;
        InSubshell(() => output = Capture(substitution.Body));
        _target = target;
        var text = SourceText(substitution.Span);
        return output ?? ShellString.Unknown(text, OriginOf(text));
    }

    /// <summary>What the output of a command is, by the text of the command.</summary>
    internal static UnknownOrigin OriginOf(string command)
    {
        var asksForAddress = command.Contains("ifconfig.", StringComparison.Ordinal) || command.Contains("ipify", StringComparison.Ordinal)
            || command.Contains("icanhazip", StringComparison.Ordinal) || command.Contains("ipinfo.io", StringComparison.Ordinal)
            || command.Contains("checkip", StringComparison.Ordinal) || command.Contains("myip", StringComparison.OrdinalIgnoreCase)
            || command.Contains("ident.me", StringComparison.Ordinal) || command.Contains("ifconfig", StringComparison.Ordinal);
        if (asksForAddress)
            return UnknownOrigin.PublicAddress;
        var asksForFolder = (command.Contains("dirname", StringComparison.Ordinal) || command.Contains("cd ", StringComparison.Ordinal))
            && (command.Contains("BASH_SOURCE", StringComparison.Ordinal) || command.Contains("$0", StringComparison.Ordinal));
        return asksForFolder ? UnknownOrigin.ScriptDirectory : UnknownOrigin.CommandOutput;
    }

    private List<ShellItem> ExpandLoopWords(ImmutableArray<ShellWord> words)
    {
        // Which key comes first is not specified, but each comes once.
        if (words is [{ Parts: [DoubleQuotedPart { Parts: [ParameterExpansion { IsIndirect: true, Operator: ParameterOperator.None, Subscript.Literal: "@" } keys] }] }]
            && Lookup(keys.Name).Entries is { } entries)
        {
            return [.. entries.Select(static entry => ShellItem.Of(ShellString.Known(entry.Key)))];
        }

        return [.. ExpandWords(words).Select(static field => new ShellItem(field.Value, field.IsAnyNumber))];
    }

    private List<ShellItem> ExpandPositionals() => [.. _state.Positionals];

    private void VisitRedirections(ImmutableArray<ShellRedirection> redirections)
    {
        foreach (var redirection in redirections)
        {
            if (redirection.HereDocument is { } document)
            {
                if (document.Body is { } body && !document.IsQuoted)
                    ExpandString(body.Parts, isQuoted: true);
            }
            else if (redirection.Target is { } target)
            {
                ExpandString(target);
            }

            if (redirection.Descriptor is ['{', .. var name, '}'])
                _state.Set(name, ShellVariable.Unknown(SymbolOf(name)));
        }
    }

    private long? Calculate(ShellWord expression)
    {
        var text = ExpandString(expression.Parts, isQuoted: true);
        var (result, isBroken) = text.Text is { } known ? ShellArithmetic.Evaluate(known, ReadNumber, WriteNumber) : (null, true);
        if (isBroken)
            ForgetNames(expression);
        return result;
    }

    private ShellString? ReadNumber(string name)
    {
        var variable = Lookup(name);
        if (IsVolatile(name))
            return ShellString.Unknown(name);
        if (variable.IsSet is Truth.False)
            return null;
        if (variable.IsArray)
            return ShellString.Unknown(name);
        return variable.Value;
    }

    private void WriteNumber(string name, long? value) =>
        Assign(name, value is { } known ? ShellString.Known(known.ToString(System.Globalization.CultureInfo.InvariantCulture)) : ShellString.Unknown(SymbolOf(name), mayBeEmpty: false));

    /// <summary>An expression that could not be followed may have assigned every name in it.</summary>
    private void ForgetNames(ShellWord expression)
    {
        var text = SourceText(expression.Span);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsNameStart(text[i]) || (i > 0 && char.IsAsciiDigit(text[i - 1])))
                continue;
            var end = i;
            while (end < text.Length && IsNamePart(text[end]))
                end++;
            var name = text[i..end];
            var isIndexed = end < text.Length && text[end] is '[';
            if (_state.Find(name) is { } variable && (isIndexed || !variable.IsArray || text.Contains('=', StringComparison.Ordinal)))
                _state.Set(name, variable.IsArray ? ShellVariable.UnknownArray(SymbolOf(name)) : ShellVariable.Unknown(SymbolOf(name)));
            else if (text.AsSpan().IndexOfAny('=', '+', '-') >= 0)
                _state.Set(name, ShellVariable.Unknown(SymbolOf(name)));
            i = end;
        }
    }

    /// <summary>The text of an expression with its blanks made regular, as its symbol.</summary>
    private string SourceText(TextSpan span)
    {
        if (span.End > _file.Content.Length)
            return "?";
        var text = _file.Content.AsSpan(span.Start, Math.Min(span.Length, 512));
        var builder = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isBlank = char.IsWhiteSpace(c);
            if (!isBlank || (builder.Length > 0 && builder[^1] is not ' '))
                builder.Append(isBlank ? ' ' : c);
        }

        return builder.ToString();
    }

    private static bool IsNameStart(char c) => c is '_' || char.IsAsciiLetter(c);

    private static bool IsNamePart(char c) => c is '_' || char.IsAsciiLetterOrDigit(c);

    private static bool IsName(string text) => text.Length > 0 && IsNameStart(text[0]) && text.All(IsNamePart);
}
