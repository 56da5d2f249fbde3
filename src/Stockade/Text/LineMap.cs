using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Text;

/// <summary>
/// Where lines begin. Lines end at <c>\n</c>, <c>\r\n</c> or a lone <c>\r</c>, as editors and GitHub count them.
/// Roslyn's <see cref="SourceText"/> and YAML 1.1 also break at U+0085, U+2028 and U+2029, which would shift every later line.
/// </summary>
internal sealed class LineMap
{
    private readonly string _text;
    private readonly ImmutableArray<int> _starts;

    public LineMap(string text)
    {
        _text = text;
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        var position = 0;
        while (text.AsSpan(position).IndexOfAny('\r', '\n') is var offset and >= 0)
        {
            position += offset + 1;
            if (text[position - 1] == '\r' && position < text.Length && text[position] == '\n')
                position++;
            starts.Add(position);
        }

        _starts = starts.DrainToImmutable();
    }

    public int Count => _starts.Length;

    /// <summary>The position (0-based line and UTF-16 column) of an offset.</summary>
    public LinePosition GetLinePosition(int offset)
    {
        var line = _starts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        return new LinePosition(line, offset - _starts[line]);
    }

    public LinePositionSpan GetLinePositionSpan(TextSpan span) => new(GetLinePosition(span.Start), GetLinePosition(span.End));

    /// <summary>The span of a 0-based line without its line break.</summary>
    public TextSpan GetLineSpan(int line)
    {
        var start = _starts[line];
        var end = line + 1 < _starts.Length ? _starts[line + 1] : _text.Length;
        while (end > start && _text[end - 1] is '\r' or '\n' && line + 1 < _starts.Length)
            end--;
        return TextSpan.FromBounds(start, end);
    }
}
