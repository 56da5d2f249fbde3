using System.Collections.Immutable;
using System.Text;

namespace Stockade.Reporting;

/// <summary>
/// Lays out the underlines of one source line. A mark with its label goes to the first row where it has room, so that labels never run
/// into another mark; a label too long for the terminal wraps below its own mark.
/// </summary>
internal sealed class MarkRows(int width, TerminalStyle style)
{
    // Narrower than this, a wrapped label is harder to read than one that starts further left, below its mark.
    private const int MinimumLabelWidth = 24;

    private readonly List<List<Segment>> _rows = [];

    public void Add(int start, int end, string label, TerminalColor color, char marker)
    {
        var underline = new Segment(start, end, new string(marker, end - start), color);
        var labelWidth = DisplayWidth.Of(label);
        if (label.Length == 0)
        {
            Place([underline]);
        }
        else if (end + 1 + labelWidth <= width)
        {
            Place([underline, new Segment(end + 1, end + 1 + labelWidth, label, color)]);
        }
        else if (width - end - 1 >= MinimumLabelWidth)
        {
            var lines = TextWrapper.Wrap(label, width - end - 1);
            _rows.Add([underline, Label(end + 1, lines[0], color)]);
            _rows.AddRange(lines.Skip(1).Select(line => new List<Segment> { Label(end + 1, line, color) }));
        }
        else
        {
            var left = Math.Max(0, Math.Min(start, width - Math.Max(MinimumLabelWidth, labelWidth)));
            _rows.Add([underline]);
            _rows.AddRange(TextWrapper.Wrap(label, width - left).Select(line => new List<Segment> { Label(left, line, color) }));
        }
    }

    public IEnumerable<string> Render()
    {
        foreach (var row in _rows)
        {
            var builder = new StringBuilder();
            var column = 0;
            foreach (var segment in row.OrderBy(static segment => segment.Start))
            {
                builder.Append(' ', segment.Start - column).Append(style.Paint(segment.Text, segment.Color));
                column = segment.End;
            }

            yield return builder.ToString();
        }
    }

    private static Segment Label(int start, string text, TerminalColor color) => new(start, start + DisplayWidth.Of(text), text, color);

    private void Place(ImmutableArray<Segment> segments)
    {
        var start = segments[0].Start;
        var end = segments[^1].End;
        var row = _rows.Find(row => row.TrueForAll(other => other.End < start || end < other.Start));
        if (row is null)
            _rows.Add(row = []);
        row.AddRange(segments);
    }

    private readonly record struct Segment(int Start, int End, string Text, TerminalColor Color);
}
