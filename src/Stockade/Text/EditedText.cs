using System.Collections.Immutable;
using System.Text;

namespace Stockade.Text;

/// <summary>A text with edits applied to it.</summary>
internal static class EditedText
{
    /// <summary>The edits are of one file; every character that none of them covers stays as it is.</summary>
    public static string Apply(string content, IEnumerable<TextEdit> edits)
    {
        var result = new StringBuilder(content.Length + 256);
        var position = 0;
        foreach (var edit in Sort(edits))
        {
            result.Append(content, position, edit.Location.Span.Start - position).Append(edit.NewText);
            position = edit.Location.Span.End;
        }

        return result.Append(content, position, content.Length - position).ToString();
    }

    /// <summary>In the order of their places; insertions at one place stay in the order they were given.</summary>
    public static ImmutableArray<TextEdit> Sort(IEnumerable<TextEdit> edits) =>
        [.. edits.OrderBy(static edit => edit.Location.Span.Start).ThenBy(static edit => edit.Location.Span.End)];

    /// <summary>True where two of the edits change the same text, so that they cannot both be applied.</summary>
    public static bool Overlap(IEnumerable<TextEdit> first, IEnumerable<TextEdit> second) =>
        first.Any(one => second.Any(other => one.Location.File.Path == other.Location.File.Path && Overlap(one, other)));

    private static bool Overlap(TextEdit one, TextEdit other)
    {
        var (a, b) = (one.Location.Span, other.Location.Span);
        return a.OverlapsWith(b) || (a.IsEmpty && b.Start < a.Start && a.Start < b.End) || (b.IsEmpty && a.Start < b.Start && b.Start < a.End);
    }
}
