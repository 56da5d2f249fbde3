using System.Globalization;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>
/// The fingerprints that GitHub's upload-sarif action gives to lines (<c>primaryLocationLineHash</c>): a hash of the hundred characters from the
/// start of the line that are no blanks, and how often it has been seen in the file. An action that computes them again must find the same.
/// </summary>
internal sealed class LineHashes
{
    private const int Window = 100;
    private const long Factor = 37;
    private const char EndOfFile = '\uFFFF';

    private readonly Dictionary<int, string> _hashes = [];

    private LineHashes()
    {
    }

    public static LineHashes Of(SourceFile file)
    {
        var (units, lines) = Condense(file.Content);
        var leaving = 1L;
        for (var i = 0; i < Window; i++)
            leaving = unchecked(leaving * Factor);

        var result = new LineHashes();
        var seen = new Dictionary<long, int>();
        var hash = 0L;
        for (var i = 0; i < Window; i++)
            hash = unchecked((hash * Factor) + At(i));
        var line = 0;
        for (var start = 0; line < lines.Count; start++)
        {
            if (lines[line] == start)
            {
                seen[hash] = seen.GetValueOrDefault(hash) + 1;
                result._hashes[line++] = string.Create(CultureInfo.InvariantCulture, $"{hash:x}:{seen[hash]}");
            }

            hash = unchecked((hash * Factor) + At(start + Window) - (leaving * At(start)));
        }

        return result;

        long At(int index) => index < units.Count ? units[index] : 0;
    }

    /// <summary>The hash of a line, counted from zero.</summary>
    public string Of(int line) => _hashes[line];

    /// <summary>The text without blanks, all line breaks as <c>\n</c>, and where in it the lines start.</summary>
    private static (List<char> Units, List<int> Lines) Condense(string text)
    {
        var units = new List<char>(text.Length + 1);
        var lines = new List<int>();
        var isStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit is not (' ' or '\t') && !(unit == '\n' && i > 0 && text[i - 1] == '\r'))
                Add(unit == '\r' ? '\n' : unit);
        }

        Add(EndOfFile);
        return (units, lines);

        void Add(char unit)
        {
            if (isStart)
                lines.Add(units.Count);
            isStart = unit == '\n';
            units.Add(unit);
        }
    }
}
