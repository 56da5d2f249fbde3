using System.Collections.Immutable;

namespace Stockade.Syntax.Yaml;

/// <summary>
/// Splits a stream at its document markers without parsing it. That is exact: a line that begins with <c>---</c> or <c>...</c> ends the
/// document even inside a quoted or block scalar (YAML 1.2.2, 9.1.2). Empty documents are left out.
/// </summary>
internal static class YamlStreamSplitter
{
    private const int MarkerLength = 3;
    private const string Dashes = "---";
    private const string Dots = "...";
    private const char ByteOrderMark = '\uFEFF';
    private const string HelmSourcePrefix = "# Source: ";

    public static ImmutableArray<YamlSegment> Split(ReadOnlySpan<char> text)
    {
        var segments = ImmutableArray.CreateBuilder<YamlSegment>();
        var start = SkipByteOrderMark(text, 0);
        var nextDashes = FindMarker(text, start, Dashes);
        var nextDots = FindMarker(text, start, Dots);
        while (Math.Min(nextDashes, nextDots) is var marker && marker < text.Length)
        {
            var isStart = marker == nextDashes;
            var end = marker > start && text[marker - 1] == ByteOrderMark ? marker - 1 : marker;
            if (AddSegment(segments, text, start, end) || !isStart || !HasDirective(text, start, end))
                start = isStart ? marker : marker + MarkerLength;
            if (isStart)
                nextDashes = FindMarker(text, marker + MarkerLength, Dashes);
            else
                nextDots = FindMarker(text, marker + MarkerLength, Dots);
        }

        AddSegment(segments, text, start, text.Length);
        return segments.ToImmutable();
    }

    /// <summary>The next marker of a kind, or the length of the text.</summary>
    private static int FindMarker(ReadOnlySpan<char> text, int position, string marker)
    {
        while (position < text.Length && text[position..].IndexOf(marker, StringComparison.Ordinal) is var offset and >= 0)
        {
            position += offset;
            var isAtLineStart = IsLineStart(text, position) || (text[position - 1] == ByteOrderMark && IsLineStart(text, position - 1));
            if (isAtLineStart && IsMarker(text, position))
                return position;

            // A ruler of dashes is passed in one step.
            while (position < text.Length && text[position] == marker[0])
                position++;
        }

        return text.Length;
    }

    private static bool IsMarker(ReadOnlySpan<char> text, int position) =>
        (text[position..].StartsWith(Dashes, StringComparison.Ordinal) || text[position..].StartsWith(Dots, StringComparison.Ordinal))
        && (position + MarkerLength >= text.Length || text[position + MarkerLength] is ' ' or '\t' or '\r' or '\n' or '\u0085' or '\u2028');

    private static bool IsLineStart(ReadOnlySpan<char> text, int position) => position == 0 || text[position - 1] is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    private static bool AddSegment(ImmutableArray<YamlSegment>.Builder segments, ReadOnlySpan<char> text, int start, int end)
    {
        var isOpened = IsMarker(text, start);
        var position = isOpened ? start + MarkerLength : start;
        string? source = null;
        while (position < end)
        {
            var current = text[position];
            if (current == ByteOrderMark && IsLineStart(text, position))
            {
                // Files that were concatenated: what stands before the mark is only comments, and the mark would join the first key.
                start = ++position;
            }
            else if (char.IsWhiteSpace(current))
            {
                position++;
            }
            else if (!isOpened && current == '-' && IsLineStart(text, position) && IsMarker(text, position))
            {
                isOpened = true;
                position += MarkerLength;
            }
            else if (current is '#' || (current is '%' && !isOpened && IsLineStart(text, position)))
            {
                var lineEnd = text[position..end].IndexOfAny("\r\n\u0085\u2028\u2029");
                lineEnd = lineEnd < 0 ? end : position + lineEnd;
                if (source is null && text[position..lineEnd].StartsWith(HelmSourcePrefix, StringComparison.Ordinal))
                    source = text[(position + HelmSourcePrefix.Length)..lineEnd].Trim().ToString();
                position = lineEnd;
            }
            else
            {
                segments.Add(new YamlSegment(start, position, end, source));
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the text before a <c>---</c> holds nothing but comments and directives of the document that begins there.</summary>
    private static bool HasDirective(ReadOnlySpan<char> text, int start, int end)
    {
        for (var position = start; position < end; position++)
        {
            if (text[position] == '%' && IsLineStart(text, position))
                return true;
        }

        return false;
    }

    private static int SkipByteOrderMark(ReadOnlySpan<char> text, int position) => position < text.Length && text[position] == ByteOrderMark ? position + 1 : position;
}
