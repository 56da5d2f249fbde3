using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>A source line as a terminal shows it: tabs expanded, controls escaped, and for every character its column.</summary>
internal sealed class DisplayLine
{
    private const int TabWidth = 4;

    // A line of a minified file can be megabytes long. Only this much text on either side of what is marked is laid out.
    private const int Reach = 2_000;

    private readonly ImmutableArray<Cell> _cells;
    private readonly int _start;
    private readonly int[] _columns;

    private DisplayLine(ImmutableArray<Cell> cells, int start, int[] columns, bool isCutBefore, bool isCutAfter)
    {
        _cells = cells;
        _start = start;
        _columns = columns;
        IsCutBefore = isCutBefore;
        IsCutAfter = isCutAfter;
    }

    public int Width => _columns[^1];

    /// <summary>True where the line has more text before the part that was laid out.</summary>
    public bool IsCutBefore { get; }

    /// <summary>True where the line has more text after the part that was laid out.</summary>
    public bool IsCutAfter { get; }

    /// <summary>Lays out the part of a line (a span of <paramref name="content"/>) that lies around <paramref name="focus"/>.</summary>
    public static DisplayLine Create(string content, TextSpan line, TextSpan focus)
    {
        var start = Math.Max(line.Start, Math.Min(focus.Start, line.End) - Reach);
        var end = Math.Min(line.End, Math.Min(focus.End, focus.Start + Reach) + Reach);
        end = Math.Max(start, end);
        if (start > line.Start && start < content.Length && char.IsLowSurrogate(content[start]))
            start++;

        var cells = ImmutableArray.CreateBuilder<Cell>();
        var columns = new int[Math.Max(0, end - start) + 1];
        var column = 0;
        for (var index = start; index < end;)
        {
            var (text, length) = NextCell(content, index, end, column);
            var width = DisplayWidth.Of(text);
            for (var unit = 0; unit < length; unit++)
                columns[index - start + unit] = column;
            cells.Add(new Cell(text, column, width));
            column += width;
            index += length;
        }

        columns[^1] = column;
        return new DisplayLine(cells.DrainToImmutable(), start, columns, start > line.Start, end < line.End);
    }

    /// <summary>The column of an offset in the file; offsets outside the part that was laid out clamp to its ends.</summary>
    public int ColumnOf(int offset) => _columns[Math.Clamp(offset - _start, 0, _columns.Length - 1)];

    /// <summary>The text between two columns; a cell that a border would split becomes spaces.</summary>
    public string Slice(int from, int to)
    {
        var builder = new StringBuilder();
        foreach (var cell in _cells)
        {
            var end = cell.Column + cell.Width;
            if (cell.Width == 0 ? cell.Column <= from || cell.Column > to : end <= from || cell.Column >= to)
                continue;
            if (cell.Column >= from && end <= to)
                builder.Append(cell.Text);
            else
                builder.Append(' ', Math.Min(end, to) - Math.Max(cell.Column, from));
        }

        return builder.ToString();
    }

    private static (string Text, int Length) NextCell(string content, int index, int end, int column)
    {
        var unit = content[index];

        // Nearly every character: nothing below U+0300 joins the one before it. A '#' may begin a command to a build host.
        if (unit is >= ' ' and < '\u007F' and not '#' && (index + 1 >= end || content[index + 1] < '\u0300'))
            return (unit.ToString(), 1);
        if (unit == '\t')
            return (new string(' ', TabWidth - (column % TabWidth)), 1);
        if (PrintableText.MustEscape(content, index))
            return (PrintableText.EscapeUnit(unit), 1);

        var length = Math.Min(StringInfo.GetNextTextElementLength(content, index), end - index);

        // A cluster may hold what must be escaped (a format control joins the character before it): then it is shown in parts.
        for (var next = 1; next < length; next++)
        {
            if (PrintableText.MustEscape(content, index + next))
                return (content.Substring(index, next), next);
        }

        return (content.Substring(index, length), length);
    }

    private readonly record struct Cell(string Text, int Column, int Width);
}
