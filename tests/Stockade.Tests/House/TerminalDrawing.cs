using System.Globalization;
using System.Net;
using System.Text;
using Stockade.Reporting;

namespace Stockade.Tests.House;

/// <summary>Draws what the tool prints on a terminal, colours and all, as SVG.</summary>
internal static class TerminalDrawing
{
    private const double CharacterWidth = 7.8;
    private const double LineHeight = 18;
    private const int Margin = 16;

    public static string ToSvg(string command, string output)
    {
        var lines = $"\u001B[1m$ {command}\u001B[0m\n{output.TrimEnd('\n')}".Split('\n');
        var columns = lines.Max(static line => Pieces(line).Sum(static piece => DisplayWidth.Of(piece.Text)));
        var (width, height) = ((columns * CharacterWidth) + (2 * Margin), (lines.Length * LineHeight) + (2 * Margin));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0} {height:0}\" width=\"{width:0}\" height=\"{height:0}\">\n");
        svg.Append("<style>text { font: 13px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d5d9e0; white-space: pre; }");
        svg.Append(" .b { font-weight: bold; fill: #fff; } .r { font-weight: bold; fill: #ff7b72; } .y { font-weight: bold; fill: #e3b341; }");
        svg.Append(" .c { font-weight: bold; fill: #76e3ea; } .g { fill: #6e9ee8; } .l { font-weight: bold; fill: #79c0ff; }</style>\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#161b22\"/>\n");
        for (var index = 0; index < lines.Length; index++)
        {
            var column = 0;
            svg.Append(CultureInfo.InvariantCulture, $"<text y=\"{Margin + ((index + 0.75) * LineHeight):0.#}\">");
            foreach (var (text, color) in Pieces(lines[index]))
            {
                var style = color.Length == 0 ? "" : $" class=\"{color}\"";
                svg.Append(CultureInfo.InvariantCulture, $"<tspan x=\"{Margin + (column * CharacterWidth):0.#}\"{style}>{WebUtility.HtmlEncode(text)}</tspan>");
                column += DisplayWidth.Of(text);
            }

            svg.Append("</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<(string Text, string Color)> Pieces(string line)
    {
        var color = "";
        foreach (var (part, index) in line.Split("\u001B[").Select(static (part, index) => (part, index)))
        {
            var text = part;
            if (index > 0)
            {
                var end = part.IndexOf('m', StringComparison.Ordinal);
                color = part[..end] switch { "1;31" => "r", "1;33" => "y", "1;36" => "c", "34" => "g", "1;34" => "l", "1" => "b", _ => "" };
                text = part[(end + 1)..];
            }

            if (text.Length > 0)
                yield return (text, color);
        }
    }
}
