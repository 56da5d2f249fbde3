using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// Says where a document is broken and why, for someone who is to mend it. The parser reports where it noticed, and in its own terms;
/// most faults of manifests are few: a tab, a quote or a bracket left open, an indentation, a character that needs quotes.
/// </summary>
internal static class YamlErrorExplainer
{
    public static (TextSpan Span, string Message) Explain(string text, YamlSegment segment, YamlErrorContext context, Exception exception)
    {
        var message = exception.Message;
        var lastEnd = Math.Max(context.LastEnd, segment.ContentStart);
        var start = exception is YamlException yaml ? Clamp(segment, (int)yaml.Start.Index) : lastEnd;
        var end = exception is YamlException { End: var mark } ? Clamp(segment, (int)mark.Index) : start;

        if (FindTab(text, segment, Math.Min(lastEnd, start), Has(message, " tab ") ? segment.End : end) is { } tab)
            return (new TextSpan(tab, 1), "a tab is used for indentation; YAML allows only spaces there");
        if (Has(message, "quoted scalar") || Has(message, "double-quoted"))
            return ExplainQuote(text, segment, start, message);
        if (context.LastEvent is Scalar { Style: ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted } quoted
            && ExplainTextAfterQuote(text, segment, quoted, lastEnd, start) is { } afterQuote)
            return afterQuote;
        var flow = context.OpenFlow ?? (exception is YamlException ? null : YamlFlattener.FindOpening(text, lastEnd, segment.End));
        if (flow is { } open && (exception is not YamlException || Has(message, "expected ','")))
            return (new TextSpan(open, 1), $"the '{text[open]}' opened here is not closed, or a comma is missing in it");
        if (Has(message, "cannot start any token") && start < segment.End)
            return (new TextSpan(start, 1), $"a value cannot begin with '{text[start]}' unless it is in quotes");
        if (Has(message, "anchor or alias") && start < segment.End)
            return (new TextSpan(start, 1), $"'{text[start]}' begins an {(text[start] == '&' ? "anchor" : "alias")} here; put the value in quotes");
        if (Has(message, "tag handle"))
            return (WordAt(text, segment, start), "the tag's handle is not declared by a %TAG directive");
        if (Has(message, "invalid mapping") || Has(message, "mapping values are not allowed"))
            return ExplainMapping(text, segment, start, lastEnd);
        if (Has(message, "expected key") || Has(message, "'-' indicator") || Has(message, "document start") || Has(message, "expected ':'"))
            return ExplainLine(text, segment, start, Has(message, "'-' indicator"));
        return (WordAt(text, segment, start), Fallback(text, segment, start, message));
    }

    private static bool Has(string message, string part) => message.Contains(part, StringComparison.Ordinal);

    private static int Clamp(YamlSegment segment, int index) => Math.Clamp(segment.Start + index, segment.ContentStart, segment.End);

    /// <summary>The first tab in the indentation of a line between the last thing that was read and the place where reading failed.</summary>
    private static int? FindTab(string text, YamlSegment segment, int from, int to)
    {
        var line = StartOfLine(text, segment, from);
        while (line < segment.End && (line <= to || line <= from))
        {
            var content = line;
            while (content < segment.End && text[content] is ' ' or '\t')
                content++;
            var tab = text.AsSpan(line, content - line).IndexOf('\t');
            if (tab >= 0 && content < segment.End && text[content] is not ('\r' or '\n' or '#') && content > from)
                return line + tab;
            line = text.AsSpan(line, segment.End - line).IndexOf('\n') is var next and >= 0 ? line + next + 1 : segment.End;
        }

        return null;
    }

    private static (TextSpan Span, string Message) ExplainQuote(string text, YamlSegment segment, int start, string message)
    {
        var isDouble = start < segment.End && text[start] == '"';
        if (isDouble && (Has(message, "escape") || Has(message, "hexadecimal") || Has(message, "hexdecimal")))
        {
            for (var i = start + 1; i + 1 < segment.End && text[i] != '"'; i++)
            {
                if (text[i] == '\\' && IsBadEscape(text.AsSpan(i + 1, Math.Min(9, segment.End - i - 1))))
                    return (new TextSpan(i, 2), $"'\\{text[i + 1]}' is no escape of a double-quoted value; write '\\\\' for a backslash or use single quotes");
                if (text[i] == '\\')
                    i++;
            }
        }

        return (new TextSpan(start, Math.Min(1, segment.End - start)), "the quote opened here is not closed");
    }

    private static bool IsBadEscape(ReadOnlySpan<char> escape)
    {
        var digits = escape[0] switch
        {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if (digits == 0)
            return !"0abtnvfre \"/\\N_LP\t\r\n".Contains(escape[0], StringComparison.Ordinal);
        return escape.Length <= digits || escape.Slice(1, digits).IndexOfAnyExcept("0123456789abcdefABCDEF") >= 0;
    }

    private static (TextSpan Span, string Message)? ExplainTextAfterQuote(string text, YamlSegment segment, Scalar quoted, int lastEnd, int start)
    {
        if (start < lastEnd || text.AsSpan(lastEnd, start - lastEnd).ContainsAny('\r', '\n') || start >= segment.End || text[start] is '\r' or '\n')
            return null;

        var opening = Clamp(segment, (int)quoted.Start.Index);
        return text.AsSpan(opening, lastEnd - opening).ContainsAny('\r', '\n')
            ? (new TextSpan(opening, 1), "the quote opened here is not closed on its line, so it takes in the lines below")
            : (RestOfLine(text, segment, start), "text after the closing quote");
    }

    private static (TextSpan Span, string Message) ExplainMapping(string text, YamlSegment segment, int colon, int lastEnd)
    {
        // The value began on the line of its key: a second "key: " on that line. Else the key stands deeper than the value above it.
        var line = StartOfLine(text, segment, colon);
        if (line <= lastEnd)
            return (new TextSpan(colon, Math.Min(1, segment.End - colon)), "a second ': ' on this line; put the value in quotes, or the key on a line of its own");

        var first = SkipIndentation(text, segment, line);
        return (TextSpan.FromBounds(first, Math.Max(first, colon)), "this line continues the value above it, which cannot hold a key: wrong indentation, or a ':' missing above");
    }

    private static (TextSpan Span, string Message) ExplainLine(string text, YamlSegment segment, int start, bool isInList)
    {
        var first = SkipIndentation(text, segment, start);
        var word = WordAt(text, segment, first);
        var line = RestOfLine(text, segment, first);
        var content = text.AsSpan(line.Start, line.Length);
        if (first < segment.End && text[first] is '-' && word.Length > 1 && !isInList)
            return (word, "a list item needs a space after its '-'");
        if (content.IndexOf(": ") < 0 && !content.EndsWith(":"))
        {
            return content.Contains(':')
                ? (word, "a key needs a space after its ':'")
                : (line.IsEmpty ? word : line, "expected a key followed by ':'");
        }

        return (word, isInList ? "this line stands among the items of a list but begins with no '- '" : "the indentation of this line fits no line above it");
    }

    private static string Fallback(string text, YamlSegment segment, int start, string message)
    {
        if (Has(message, "node content") && start < segment.End)
            return $"unexpected '{text[start]}'";

        // "While parsing a block mapping, did not find expected key."
        var comma = message.IndexOf(", ", StringComparison.Ordinal);
        var words = (comma < 0 ? message : message[(comma + 2)..]).TrimEnd('.', ' ', '\r', '\n');
        return words.Length == 0 ? "not valid YAML" : $"not valid YAML: {words}";
    }

    private static int StartOfLine(string text, YamlSegment segment, int position)
    {
        while (position > segment.Start && text[position - 1] is not ('\n' or '\r'))
            position--;
        return position;
    }

    private static int SkipIndentation(string text, YamlSegment segment, int position)
    {
        while (position < segment.End && text[position] == ' ')
            position++;
        return position;
    }

    private static TextSpan RestOfLine(string text, YamlSegment segment, int start)
    {
        var end = start;
        while (end < segment.End && text[end] is not ('\r' or '\n'))
            end++;
        while (end > start && text[end - 1] is ' ' or '\t')
            end--;
        return TextSpan.FromBounds(start, end);
    }

    private static TextSpan WordAt(string text, YamlSegment segment, int start)
    {
        // At the end of the text: the last character that shows.
        if (start >= segment.End)
        {
            while (start > segment.ContentStart && (start >= segment.End || char.IsWhiteSpace(text[start])))
                start--;
            return new TextSpan(start, Math.Min(1, segment.End - start));
        }

        var end = start;
        while (end < segment.End && !char.IsWhiteSpace(text[end]))
            end++;
        return TextSpan.FromBounds(start, Math.Max(end, Math.Min(start + 1, segment.End)));
    }
}
