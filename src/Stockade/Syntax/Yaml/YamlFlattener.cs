using YamlDotNet.Core;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// YamlDotNet wants the later lines of a flow collection or a double-quoted value to be indented deeper than the block around it, as the
/// specification does; libyaml and the API server's reader do not care, and people write <c>}</c> below the key. Such a piece is put on
/// one line by writing spaces over its line breaks, which moves nothing.
/// </summary>
internal static class YamlFlattener
{
    /// <summary>The text with the piece in which reading failed put on one line, or null where that is not the fault.</summary>
    public static string? Flatten(string text, YamlSegment segment, int? outermostFlow, int lastEnd, Exception exception)
    {
        if (exception is YamlException quote && quote.Message.Contains("wrong indentation", StringComparison.Ordinal))
        {
            var opening = segment.Start + (int)quote.Start.Index;
            var end = opening < segment.End ? EndOfQuoted(text, opening, segment.End) : -1;
            return end < 0 ? null : Blank(text, opening, end);
        }

        if (outermostFlow is null && exception is not YamlException)
            outermostFlow = FindOpening(text, lastEnd, segment.End);
        return outermostFlow is { } start && EndOfFlow(text, start, segment.End) is var close and >= 0 ? Blank(text, start, close) : null;
    }

    /// <summary>
    /// The bracket that opens the flow collection next after a position. The parser looks ahead for what may be a key, and so may fail before
    /// it says that a collection begins.
    /// </summary>
    public static int? FindOpening(string text, int start, int end)
    {
        for (var position = start; position < end; position++)
        {
            if (text[position] is '[' or '{')
                return position;
            if (text[position] == '#')
            {
                while (position < end && !IsBreak(text[position]))
                    position++;
            }
        }

        return null;
    }

    private static string? Blank(string text, int start, int end)
    {
        if (text.AsSpan(start, end - start).IndexOfAny("\r\n\u0085\u2028\u2029") < 0)
            return null;

        var isQuoted = text[start] == '"';
        var characters = text.ToCharArray();
        var position = start;
        while (position < end)
        {
            var current = text[position];
            if (IsBreak(current))
            {
                characters[position++] = ' ';
            }
            else if (!isQuoted && IsTokenStart(text, position, start) && current is '"' or '\'')
            {
                position = EndOfQuoted(text, position, end);
            }
            else if (!isQuoted && current == '#' && char.IsWhiteSpace(text[position - 1]))
            {
                while (position < end && !IsBreak(text[position]))
                    characters[position++] = ' ';
            }
            else
            {
                position++;
            }
        }

        return new string(characters);
    }

    /// <summary>The position after the bracket that closes the one at <paramref name="start"/>, or -1.</summary>
    private static int EndOfFlow(string text, int start, int end)
    {
        var depth = 0;
        var position = start;
        while (position < end)
        {
            var current = text[position];
            if (current is '"' or '\'' && IsTokenStart(text, position, start))
            {
                position = EndOfQuoted(text, position, end);
                if (position < 0)
                    return -1;
                continue;
            }

            if (current == '#' && position > start && char.IsWhiteSpace(text[position - 1]))
            {
                while (position < end && !IsBreak(text[position]))
                    position++;
                continue;
            }

            position++;
            if (current is '[' or '{')
                depth++;
            else if (current is ']' or '}' && --depth == 0)
                return position;
        }

        return -1;
    }

    private static int EndOfQuoted(string text, int start, int end)
    {
        var quote = text[start];
        for (var i = start + 1; i < end; i++)
        {
            if (quote == '"' && text[i] == '\\')
                i++;
            else if (text[i] == quote && quote == '\'' && i + 1 < end && text[i + 1] == quote)
                i++;
            else if (text[i] == quote)
                return i + 1;
        }

        return -1;
    }

    /// <summary>An apostrophe within a plain word opens nothing.</summary>
    private static bool IsTokenStart(string text, int position, int start) =>
        position == start || char.IsWhiteSpace(text[position - 1]) || text[position - 1] is '[' or '{' or ',' or ':';

    private static bool IsBreak(char character) => character is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029';
}
