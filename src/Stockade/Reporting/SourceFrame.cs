using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>The annotated lines of one file.</summary>
internal sealed class SourceFrame
{
    // Up to this many lines between two marked ones are printed; more are an ellipsis.
    private const int MaximumGap = 2;

    private readonly SourceFile _file;
    private readonly ImmutableArray<LineMark> _marks;

    public SourceFrame(SourceFile file, IEnumerable<Annotation> annotations)
    {
        _file = file;
        _marks = [.. annotations.SelectMany(MarksOf).OrderBy(static mark => mark.Line)];
    }

    /// <summary>Columns that the largest line number takes.</summary>
    public int NumberWidth => Digits(_marks[^1].Line + 1).Length;

    public void Write(TextWriter writer, int numberWidth, int width, TerminalStyle style)
    {
        var room = Math.Max(20, width - numberWidth - 3);
        var previous = -1;
        foreach (var line in _marks.GroupBy(static mark => mark.Line))
        {
            if (previous >= 0 && line.Key - previous - 1 > MaximumGap)
                writer.Write(style.Paint("...", TerminalColor.Gutter) + "\n");
            else
                WriteUnmarked(writer, previous < 0 ? line.Key : previous + 1, line.Key, numberWidth, room, style);
            WriteMarked(writer, line.Key, [.. line], numberWidth, room, style);
            previous = line.Key;
        }
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WriteRow(TextWriter writer, string number, int numberWidth, string text, TerminalStyle style)
    {
        writer.Write(style.Paint(number.PadLeft(numberWidth) + " |", TerminalColor.Gutter));
        writer.Write(text.Length == 0 ? "\n" : " " + text + "\n");
    }

    // A span of several lines is underlined on its first and its last line; the label stands at the end.
    private static IEnumerable<LineMark> MarksOf(Annotation annotation)
    {
        var lines = annotation.Location.File.Lines;
        var span = annotation.Location.Span;
        var first = lines.GetLinePosition(span.Start).Line;
        var last = span.IsEmpty ? first : lines.GetLinePosition(span.End - 1).Line;
        if (first == last)
        {
            var end = Math.Max(span.Start, Math.Min(span.End, lines.GetLineSpan(first).End));
            yield return new LineMark(first, TextSpan.FromBounds(span.Start, end), annotation.Label, annotation.Color, annotation.Marker);
            yield break;
        }

        var head = TextSpan.FromBounds(span.Start, Math.Max(span.Start, lines.GetLineSpan(first).End));
        yield return new LineMark(first, head, string.Empty, annotation.Color, annotation.Marker);

        var tail = lines.GetLineSpan(last);
        var content = annotation.Location.File.Content;
        var start = tail.Start;
        while (start < tail.End && content[start] is ' ' or '\t')
            start++;
        var tailEnd = Math.Max(start, Math.Min(span.End, tail.End));
        yield return new LineMark(last, TextSpan.FromBounds(start, tailEnd), annotation.Label, annotation.Color, annotation.Marker);
    }

    private static (int From, int To) Window(DisplayLine line, ImmutableArray<(int Start, int End)> marks, int room)
    {
        if (line.Width <= room && !line.IsCutBefore && !line.IsCutAfter)
            return (0, room);

        // All marks if they fit, else the first, which is the primary one; a little text before and after it where there is room.
        var inner = room - 2;
        var (start, end) = marks.IsEmpty ? (0, 0) : (marks.Min(static mark => mark.Start), marks.Max(static mark => mark.End));
        if (end - start > inner)
            (start, end) = marks[0];
        var from = Math.Max(0, end + 8 - inner);
        from = Math.Min(from, Math.Max(0, start - 4));
        return (from, from + inner);
    }

    private void WriteUnmarked(TextWriter writer, int from, int to, int numberWidth, int room, TerminalStyle style)
    {
        for (var index = from; index < to; index++)
        {
            var span = _file.Lines.GetLineSpan(index);
            var line = DisplayLine.Create(_file.Content, span, new TextSpan(span.Start, 0));
            WriteRow(writer, Digits(index + 1), numberWidth, Cut(line, Window(line, [], room), room), style);
        }
    }

    private void WriteMarked(TextWriter writer, int index, ImmutableArray<LineMark> marks, int numberWidth, int room, TerminalStyle style)
    {
        var primaryFirst = marks.OrderBy(static mark => mark.Marker == '^' ? 0 : 1).ThenBy(static mark => mark.Span.Start).ToImmutableArray();
        var line = DisplayLine.Create(_file.Content, _file.Lines.GetLineSpan(index), primaryFirst[0].Span);
        var columns = primaryFirst.Select(mark => (line.ColumnOf(mark.Span.Start), line.ColumnOf(mark.Span.End))).ToImmutableArray();
        var window = Window(line, columns, room);
        WriteRow(writer, Digits(index + 1), numberWidth, Cut(line, window, room), style);

        var shift = window.From > 0 || line.IsCutBefore ? 1 - window.From : 0;
        var rows = new MarkRows(room, style);
        foreach (var (mark, (start, end)) in primaryFirst.Zip(columns))
        {
            var left = Math.Clamp(start + shift, 0, room - 1);
            var right = Math.Clamp(end + shift, left + 1, room);
            rows.Add(left, right, mark.Label, mark.Color, mark.Marker);
        }

        foreach (var row in rows.Render())
            WriteRow(writer, string.Empty, numberWidth, row, style);
    }

    private static string Cut(DisplayLine line, (int From, int To) window, int room)
    {
        if (line.Width <= room && !line.IsCutBefore && !line.IsCutAfter)
            return line.Slice(0, line.Width).TrimEnd();
        var before = window.From > 0 || line.IsCutBefore ? "…" : string.Empty;
        var after = window.To < line.Width || line.IsCutAfter ? "…" : string.Empty;
        return (before + line.Slice(window.From, window.To) + after).TrimEnd();
    }
}
