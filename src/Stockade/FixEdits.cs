using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade;

/// <summary>The edits of one file that several fixes make, one after the other, in the places of the file as it was read.</summary>
internal sealed class FixEdits(SourceFile original)
{
    private ImmutableArray<TextEdit> _edits = [];

    public SourceFile Original { get; } = original;

    public ImmutableArray<TextEdit> All => _edits;

    public string Text => EditedText.Apply(Original.Content, _edits);

    /// <summary>Adds edits whose places are those of <see cref="Text"/>. False, and nothing is added, where they change what another fix wrote.</summary>
    public bool TryAdd(IEnumerable<TextEdit> edits)
    {
        var added = new List<TextEdit>();
        var expected = EditedText.Apply(Text, edits);
        foreach (var edit in edits)
        {
            if (ToOriginal(edit.Location.Span.Start) is not { } start || ToOriginal(edit.Location.Span.End) is not { } end || end < start)
                return false;
            added.Add(new TextEdit(Original.At(start, end), edit.NewText));
        }

        var all = EditedText.Sort(_edits.AddRange(added));
        if (EditedText.Overlap(_edits, added) || EditedText.Apply(Original.Content, all) != expected)
            return false;
        _edits = all;
        return true;
    }

    private int? ToOriginal(int offset)
    {
        var shift = 0;
        foreach (var edit in _edits)
        {
            var start = edit.Location.Span.Start + shift;
            if (offset <= start)
                break;
            if (offset < start + edit.NewText.Length)
                return null;
            shift += edit.NewText.Length - edit.Location.Span.Length;
        }

        return offset - shift;
    }
}
