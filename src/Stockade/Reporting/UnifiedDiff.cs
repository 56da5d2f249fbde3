using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>Edits of one file as lines of a unified diff (POSIX <c>diff -u</c>), with their line breaks taken off and nothing escaped.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Hunks, each with its <c>@@</c> line. No header: what the file is called is up to the reporter.</summary>
    public static ImmutableArray<string> Hunks(SourceFile file, IEnumerable<TextEdit> edits)
    {
        var old = Split(file.Content);
        var changes = Changes(file.Content, old, edits);
        var lines = ImmutableArray.CreateBuilder<string>();
        var shift = 0;
        for (var first = 0; first < changes.Count;)
        {
            var last = first;
            while (last + 1 < changes.Count && changes[last + 1].Start - changes[last].End <= 2 * Context)
                last++;
            shift += WriteHunk(old, changes.GetRange(first, last - first + 1), shift, lines);
            first = last + 1;
        }

        return lines.ToImmutable();
    }

    /// <summary>Changed lines: <c>[Start, End)</c> of the old text, and what stands there in the new one.</summary>
    private static List<(int Start, int End, ImmutableArray<string> New)> Changes(string content, ImmutableArray<string> old, IEnumerable<TextEdit> edits)
    {
        var starts = new List<int>();
        var length = 0;
        foreach (var line in old)
        {
            starts.Add(length);
            length += line.Length;
        }

        var groups = new List<(int Start, int End, List<TextEdit> Edits)>();
        foreach (var edit in EditedText.Sort(edits))
        {
            var (start, end) = (LineOf(edit.Location.Span.Start), LineOf(edit.Location.Span.End) + 1);
            if (groups.Count > 0 && start < groups[^1].End)
            {
                groups[^1].Edits.Add(edit);
                groups[^1] = groups[^1] with { End = Math.Max(end, groups[^1].End) };
            }
            else
            {
                groups.Add((start, end, [edit]));
            }
        }

        var changes = new List<(int, int, ImmutableArray<string>)>();
        foreach (var (start, end, members) in groups)
        {
            var (from, to) = (StartOf(start), StartOf(end));
            var moved = members.Select(edit => edit with { Location = edit.Location with { Span = new TextSpan(edit.Location.Span.Start - from, edit.Location.Span.Length) } });
            var replaced = Split(EditedText.Apply(content[from..to], moved));
            var (first, last) = (Math.Min(start, old.Length), Math.Min(end, old.Length));
            while (first < last && replaced.Length > 0 && old[first] == replaced[0])
                (first, replaced) = (first + 1, replaced.RemoveAt(0));
            while (first < last && replaced.Length > 0 && old[last - 1] == replaced[^1])
                (last, replaced) = (last - 1, replaced.RemoveAt(replaced.Length - 1));
            if (first < last || replaced.Length > 0)
                changes.Add((first, last, replaced));
        }

        return changes;

        // The end of a text that ends in a line break is a line of its own, with nothing in it.
        int LineOf(int offset)
        {
            if (offset == length && (length == 0 || content[^1] == '\n'))
                return old.Length;
            var line = starts.BinarySearch(offset);
            return line >= 0 ? line : ~line - 1;
        }

        int StartOf(int line) => line < starts.Count ? starts[line] : length;
    }

    /// <summary>Returns by how many lines the new text grows.</summary>
    private static int WriteHunk(ImmutableArray<string> old, List<(int Start, int End, ImmutableArray<string> New)> changes, int shift, ImmutableArray<string>.Builder lines)
    {
        var start = Math.Max(0, changes[0].Start - Context);
        var end = Math.Min(old.Length, changes[^1].End + Context);
        var growth = changes.Sum(static change => change.New.Length - (change.End - change.Start));
        lines.Add($"@@ -{Range(start, end - start)} +{Range(start + shift, end - start + growth)} @@");
        var position = start;
        foreach (var change in changes)
        {
            Add(' ', old[position..change.Start]);
            Add('-', old[change.Start..change.End]);
            Add('+', change.New);
            position = change.End;
        }

        Add(' ', old[position..end]);
        return growth;

        void Add(char mark, ImmutableArray<string> items)
        {
            foreach (var item in items)
            {
                lines.Add(mark + (item.EndsWith('\n') ? item[..^1] : item));
                if (!item.EndsWith('\n'))
                    lines.Add("\\ No newline at end of file");
            }
        }
    }

    // A range of no line is named by the line before it.
    private static string Range(int start, int count) =>
        count == 1 ? (start + 1).ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    /// <summary>Lines with their breaks. Only <c>\n</c> ends a line here: that is what reads a diff by lines.</summary>
    private static ImmutableArray<string> Split(string text)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        for (var position = 0; position < text.Length;)
        {
            var end = text.IndexOf('\n', position) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add(text[position..end]);
            position = end;
        }

        return lines.ToImmutable();
    }
}
