using System.Collections.Immutable;
using Stockade.Syntax.Shell;

namespace Stockade.Semantics.AzureCli.Evaluation;

/// <content>Operators that compute: patterns, replacement, case, substrings.</content>
internal sealed partial class ScriptEvaluator
{
    private ParameterValue Transform(ParameterExpansion expansion, ParameterValue value)
    {
        var operation = CompileOperation(expansion);

        // A pattern that matches nothing at all is replaced in an empty value, but never in one that is not set.
        if (!value.IsList && value.IsSet is Truth.False)
            return ParameterValue.Of(ShellString.Empty, Truth.False);
        if (!value.IsList)
            return ParameterValue.Of(Apply(operation, value.Scalar!, expansion), value.IsSet);
        return ParameterValue.OfList(
            [.. value.Items.Select(item => item.IsAnyNumber ? ShellItem.AnyNumber(SourceText(expansion.Span)) : ShellItem.Of(Apply(operation, item.Value, expansion)))],
            value.IsStar);
    }

    private ShellString Apply(Func<string, string?>? operation, ShellString value, ParameterExpansion expansion)
    {
        if (value.Text is { } text && operation?.Invoke(text) is { } result)
            return ShellString.Known(result);

        // Whatever is taken away from a value that begins with a flag's name, its symbol still says where it comes from.
        return ShellString.Unknown(SourceText(expansion.Span), value.Fragments.FirstOrDefault(static fragment => !fragment.IsKnown).Origin);
    }

    /// <summary>The operator as a function of known text; null where the operator or its operand is not known.</summary>
    private Func<string, string?>? CompileOperation(ParameterExpansion expansion)
    {
        var op = expansion.Operator;
        if (op is ParameterOperator.Transform)
        {
            return expansion.Operand?.Literal switch
            {
                "U" => Uppercase,
                "L" => Lowercase,
                "u" => static text => OnFirst(text, Uppercase),
                _ => null,
            };
        }

        var pattern = CompilePattern(expansion.Operand);
        var replacement = expansion.SecondOperand is { } second ? ExpandReplacement(second) : "";
        if (op is ParameterOperator.UppercaseAll or ParameterOperator.UppercaseFirst or ParameterOperator.LowercaseAll or ParameterOperator.LowercaseFirst)
        {
            if (expansion.Operand is { Parts.IsEmpty: false })
                return null;
            return op switch
            {
                ParameterOperator.UppercaseAll => Uppercase,
                ParameterOperator.LowercaseAll => Lowercase,
                ParameterOperator.UppercaseFirst => static text => OnFirst(text, Uppercase),
                _ => static text => OnFirst(text, Lowercase),
            };
        }

        if (pattern is null || replacement is null)
            return null;
        return op switch
        {
            ParameterOperator.RemoveShortestPrefix => text => RemovePrefix(text, pattern, longest: false),
            ParameterOperator.RemoveLongestPrefix => text => RemovePrefix(text, pattern, longest: true),
            ParameterOperator.RemoveShortestSuffix => text => RemoveSuffix(text, pattern, longest: false),
            ParameterOperator.RemoveLongestSuffix => text => RemoveSuffix(text, pattern, longest: true),
            ParameterOperator.ReplaceFirst => text => pattern.IsEmpty ? text : pattern.Replace(text, replacement, all: false),
            ParameterOperator.ReplaceAll => text => pattern.IsEmpty ? text : pattern.Replace(text, replacement, all: true),
            ParameterOperator.ReplacePrefix => text => pattern.PrefixLength(text, longest: true) switch
            {
                null => null,
                < 0 => text,
                { } length => replacement + text[length..],
            },
            ParameterOperator.ReplaceSuffix => text => pattern.SuffixStart(text, longest: true) switch
            {
                null => null,
                < 0 => text,
                { } start => text[..start] + replacement,
            },
            _ => null,
        };
    }

    private static string? RemovePrefix(string text, ShellPattern pattern, bool longest) => pattern.PrefixLength(text, longest) switch
    {
        null => null,
        < 0 => text,
        { } length => text[length..],
    };

    private static string? RemoveSuffix(string text, ShellPattern pattern, bool longest) => pattern.SuffixStart(text, longest) switch
    {
        null => null,
        < 0 => text,
        { } start => text[..start],
    };

    // What other letters become depends on the locale.
    private static string? Uppercase(string text) => text.All(char.IsAscii) ? text.ToUpperInvariant() : null;

    private static string? Lowercase(string text) => text.All(char.IsAscii) ? text.ToLowerInvariant() : null;

    private static string? OnFirst(string text, Func<string, string?> change) =>
        text.Length == 0 ? text : char.IsAscii(text[0]) ? change(text[..1]) + text[1..] : null;

    /// <summary>A pattern operand: quoted text stands for itself, also where it comes from a variable in quotes.</summary>
    private ShellPattern? CompilePattern(ShellWord? word)
    {
        var text = new List<(char, bool)>();
        if (word is null)
            return ShellPattern.Parse(text);
        var isKnown = true;
        foreach (var part in word.Parts)
        {
            var (value, isProtected) = part switch
            {
                LiteralPart literal when literal.Text.StartsWith('~') && ReferenceEquals(part, word.Parts[0]) => (null, false),
                LiteralPart literal => (literal.Text, false),
                QuotedLiteralPart quoted => (quoted.Text, true),
                DoubleQuotedPart quoted => (ExpandString(quoted.Parts, isQuoted: true).Text, true),
                ExtendedGlob => (null, false),
                _ => (ExpandString([part], isQuoted: false).Text, false),
            };
            isKnown &= value is not null;
            foreach (var c in value ?? "")
                text.Add((c, isProtected));
        }

        return isKnown ? ShellPattern.Parse(text) : null;
    }

    /// <summary>A replacement. An ampersand means the matched text in some versions and options of bash, so it is not known.</summary>
    private string? ExpandReplacement(ShellWord word)
    {
        var text = ExpandString(word).Text;
        return text is null || text.AsSpan().IndexOfAny('&', '\\') >= 0 ? null : text;
    }

    private ParameterValue EvaluateSubstring(ParameterExpansion expansion, ParameterValue value)
    {
        var offset = Calculate(expansion.Operand!);
        var length = expansion.SecondOperand is { } second ? Calculate(second) : long.MaxValue;
        if (value.IsList)
        {
            var isPositional = expansion.Name is "@" or "*";
            var items = offset is null || length is null ? null : Slice(value.Items, offset.Value, length.Value, isPositional);
            return ParameterValue.OfList(items ?? [ShellItem.AnyNumber(SourceText(expansion.Span))], value.IsStar);
        }

        if (value.Scalar!.Text is { } text && offset is { } start && length is { } count && text.All(char.IsAscii))
        {
            if (start < 0)
                start += text.Length;
            if (start < 0 || start > text.Length)
                return ParameterValue.Of(ShellString.Empty, value.IsSet);
            var end = count == long.MaxValue ? text.Length : count < 0 ? text.Length + count : Math.Min(text.Length, start + count);
            if (end >= start)
                return ParameterValue.Of(ShellString.Known(text[(int)start..(int)end]), value.IsSet);
        }

        return ParameterValue.Of(ShellString.Unknown(SourceText(expansion.Span)), Truth.Unknown);
    }

    private static ImmutableArray<ShellItem>? Slice(ImmutableArray<ShellItem> items, long offset, long length, bool isPositional)
    {
        // `${@:0}` begins with the name of the script.
        if (offset < 0 || length < 0 || (isPositional && offset == 0))
            return null;
        var start = isPositional ? offset - 1 : offset;
        var known = 0;
        while (known < items.Length && !items[known].IsAnyNumber)
            known++;
        if (start > known || (length != long.MaxValue && start + length > known && known < items.Length))
            return known == items.Length ? [] : null;
        var end = length == long.MaxValue ? items.Length : Math.Min(items.Length, start + length);
        return items[(int)start..(int)end];
    }
}
