namespace Stockade.Syntax.Yaml;

/// <summary>
/// Finds the <c>kind</c> of a document without parsing it, so that documents nobody asks for (most bytes of a repository) cost one
/// search. Where the text is not plainly one of the usual forms, the answer is to parse.
/// </summary>
internal static class YamlKindSniffer
{
    private const string Key = "kind";

    /// <summary>False only where the document certainly has no kind that <paramref name="isInteresting"/> accepts.</summary>
    public static bool MayBeInteresting(ReadOnlySpan<char> text, YamlSegment segment, Func<string, bool> isInteresting)
    {
        var first = text[segment.ContentStart];

        // A list or a block scalar at the root is no object.
        if (first is '[' or '|' or '>' || (first is '-' && IsBlank(text, segment.ContentStart + 1)))
            return false;
        if (first is '&' or '!' or '*' or '?')
            return true;

        var isFlow = first is '{';
        var lineStart = segment.ContentStart;
        while (lineStart > segment.Start && text[lineStart - 1] == ' ')
            lineStart--;
        if (!isFlow && lineStart > 0 && text[lineStart - 1] is not ('\n' or '\r' or '\uFEFF'))
            return true;

        var indentation = segment.ContentStart - lineStart;
        var position = segment.ContentStart;
        while (text[position..segment.End].IndexOf(Key, StringComparison.Ordinal) is var offset and >= 0)
        {
            var key = position + offset;
            position = key + Key.Length;
            if ((isFlow ? IsFlowKey(text, key) : IsRootKey(text, segment, key, indentation))
                && (ReadValue(text, position, segment.End, isFlow) is not { } kind || isInteresting(kind)))
                return true;
        }

        return false;
    }

    private static bool IsRootKey(ReadOnlySpan<char> text, YamlSegment segment, int key, int indentation)
    {
        if (key > segment.ContentStart && text[key - 1] is '"' or '\'')
            key--;
        var lineStart = key - indentation;
        if (lineStart < segment.ContentStart - indentation)
            return false;
        return (lineStart == 0 || text[lineStart - 1] is '\n' or '\r' or '\uFEFF' or '\u0085' or '\u2028')
            && text.Slice(lineStart, indentation).IndexOfAnyExcept(' ') < 0;
    }

    /// <summary>At any depth: to know the depth one would have to parse.</summary>
    private static bool IsFlowKey(ReadOnlySpan<char> text, int key) => text[key - 1] is '"' or '\'' or '{' or ',' || char.IsWhiteSpace(text[key - 1]);

    /// <summary>The value after the key at the end of which <paramref name="position"/> stands; null where it takes a parser; empty where this is no key.</summary>
    private static string? ReadValue(ReadOnlySpan<char> text, int position, int end, bool isFlow)
    {
        if (position < end && text[position] is '"' or '\'')
            position++;
        while (position < end && text[position] is ' ' or '\t')
            position++;
        if (position >= end || text[position] != ':')
            return string.Empty;
        position++;
        while (position < end && (text[position] is ' ' or '\t' || (isFlow && char.IsWhiteSpace(text[position]))))
            position++;

        var quote = position < end && text[position] is '"' or '\'' ? text[position] : '\0';
        var start = quote == '\0' ? position : position + 1;
        position = start;
        while (position < end && char.IsAsciiLetterOrDigit(text[position]))
            position++;
        if (position == start)
            return null;

        var isComplete = quote == '\0'
            ? position == end || char.IsWhiteSpace(text[position]) || (isFlow && text[position] is ',' or '}')
            : position < end && text[position] == quote;
        return isComplete ? text[start..position].ToString() : null;
    }

    private static bool IsBlank(ReadOnlySpan<char> text, int position) => position >= text.Length || char.IsWhiteSpace(text[position]);
}
