using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Helm;

/// <summary>
/// Finds the lines of a rendered document in its template. A line is found where it stands there literally, with its indentation, and no other place
/// between the lines around it could be meant: a template may say the same in two branches, and a loop repeats what stands once.
/// </summary>
internal sealed class TemplateAlignment
{
    private readonly SourceFile _template;
    private readonly int _firstLine;
    private readonly int[] _lines;

    private TemplateAlignment(SourceFile template, int firstLine, int[] lines)
    {
        _template = template;
        _firstLine = firstLine;
        _lines = lines;
    }

    /// <param name="rendered">What was rendered.</param>
    /// <param name="first">The first line of the document in it.</param>
    /// <param name="end">The line after its last.</param>
    /// <param name="template">What it was rendered from.</param>
    public static TemplateAlignment Create(SourceFile rendered, int first, int end, SourceFile template)
    {
        var texts = Enumerable.Range(first, end - first).Select(line => TextOf(rendered, line)).ToArray();
        var places = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var line in LinesOfDocument(template, texts))
        {
            if (TextOf(template, line) is { Length: > 0 } text)
                (places.TryGetValue(text, out var list) ? list : places[text] = []).Add(line);
        }

        return new TemplateAlignment(template, first, Align(texts, places));
    }

    /// <summary>The place in the template, or null where the text does not stand in it.</summary>
    public SourceLocation? Find(SourceFile rendered, TextSpan span)
    {
        var lines = rendered.Lines.GetLinePositionSpan(span);
        if (LineOf(lines.Start.Line) is not { } startLine)
            return null;
        var start = _template.Lines.GetLineSpan(startLine).Start + lines.Start.Character;
        var end = LineOf(lines.End.Line) is { } endLine && endLine >= startLine
            ? _template.Lines.GetLineSpan(endLine).Start + lines.End.Character
            : _template.Lines.GetLineSpan(startLine).End;
        return _template.At(start, Math.Max(start, end));
    }

    /// <summary>The first line of the document that stands in the template, else the template's first.</summary>
    public SourceLocation FindStart()
    {
        var line = _lines.FirstOrDefault(static line => line >= 0, 0);
        var span = _template.Lines.GetLineSpan(line);
        var text = _template.Content.AsSpan(span.Start, span.Length);
        var start = span.Start + (text.Length - text.TrimStart().Length);
        return _template.At(start, Math.Max(start, span.Start + text.TrimEnd().Length));
    }

    private int? LineOf(int renderedLine) =>
        renderedLine - _firstLine is var index && index >= 0 && index < _lines.Length && _lines[index] >= 0 ? _lines[index] : null;

    private static string TextOf(SourceFile file, int line)
    {
        var span = file.Lines.GetLineSpan(line);
        return file.Content.AsSpan(span.Start, span.Length).TrimEnd().ToString();
    }

    /// <summary>The lines of the template's document that has most lines in common; of all documents where several have.</summary>
    private static IEnumerable<int> LinesOfDocument(SourceFile template, string[] texts)
    {
        var wanted = texts.Where(static text => text.Length > 0).ToHashSet(StringComparer.Ordinal);
        var parts = new List<(int Start, int End, int Score)>();
        var start = 0;
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var line = 0; line < template.Lines.Count; line++)
        {
            var text = TextOf(template, line);
            if (text.StartsWith("---", StringComparison.Ordinal))
            {
                parts.Add((start, line, found.Count));
                start = line + 1;
                found.Clear();
            }
            else if (wanted.Contains(text))
            {
                found.Add(text);
            }
        }

        parts.Add((start, template.Lines.Count, found.Count));
        var most = parts.Max(static part => part.Score);
        return parts.Where(part => part.Score == most).SelectMany(static part => Enumerable.Range(part.Start, part.End - part.Start));
    }

    private static int[] Align(string[] texts, Dictionary<string, List<int>> places)
    {
        var counts = texts.CountBy(static text => text, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var anchors = Ascending([
            .. texts.Index().Where(item => counts[item.Item] == 1 && places.TryGetValue(item.Item, out var list) && list.Count == 1).Select(item => (item.Index, Line: places[item.Item][0])),
        ]);
        var lines = new int[texts.Length];
        Array.Fill(lines, -1);
        foreach (var (index, line) in anchors)
            lines[index] = line;

        var (from, above) = (0, -1);
        foreach (var (to, below) in anchors.Append((texts.Length, int.MaxValue)))
        {
            AlignBetween(texts, places, lines, from..to, above, below);
            (from, above) = (to + 1, below);
        }

        return lines;
    }

    /// <summary>Lines between two that are certain: each with the only place between those two, or all that are equal with as many places.</summary>
    private static void AlignBetween(string[] texts, Dictionary<string, List<int>> places, int[] lines, Range range, int above, int below)
    {
        var equal = Enumerable.Range(range.Start.Value, Math.Max(0, range.End.Value - range.Start.Value))
            .Where(index => places.ContainsKey(texts[index]))
            .GroupBy(index => texts[index], StringComparer.Ordinal);
        foreach (var group in equal)
        {
            var candidates = places[group.Key];
            var first = LowerBound(candidates, above + 1);
            var count = LowerBound(candidates, below) - first;
            var indexes = group.ToList();
            for (var i = 0; i < indexes.Count && (count == 1 || count == indexes.Count); i++)
                lines[indexes[i]] = candidates[first + (count == 1 ? 0 : i)];
        }
    }

    private static int LowerBound(List<int> sorted, int value)
    {
        var index = sorted.BinarySearch(value);
        return index < 0 ? ~index : index;
    }

    /// <summary>The longest part of the pairs whose lines ascend: what a template moves is no sign of where the rest stands.</summary>
    private static List<(int Index, int Line)> Ascending((int Index, int Line)[] pairs)
    {
        var tails = new List<int>();
        var lasts = new List<int>();
        var previous = new int[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            var low = LowerBound(lasts, pairs[i].Line);
            previous[i] = low > 0 ? tails[low - 1] : -1;
            if (low < tails.Count)
            {
                (tails[low], lasts[low]) = (i, pairs[i].Line);
                continue;
            }

            tails.Add(i);
            lasts.Add(pairs[i].Line);
        }

        var result = new List<(int Index, int Line)>();
        for (var i = tails.Count > 0 ? tails[^1] : -1; i >= 0; i = previous[i])
            result.Add(pairs[i]);
        result.Reverse();
        return result;
    }
}
