using Microsoft.CodeAnalysis.Text;

namespace Stockade.Text;

/// <summary>A span of a file that was read. Cheap to keep in the model.</summary>
internal readonly record struct SourceLocation(SourceFile File, TextSpan Span)
{
    public string Text => File.Content.Substring(Span.Start, Span.Length);

    public LinePositionSpan LineSpan => File.Lines.GetLinePositionSpan(Span);

    /// <summary>1-based line of the first character.</summary>
    public int Line => File.Lines.GetLinePosition(Span.Start).Line + 1;

    /// <summary>1-based UTF-16 column of the first character.</summary>
    public int Column => File.Lines.GetLinePosition(Span.Start).Character + 1;

    /// <summary>The place that a reader edits: the template, where the text was rendered.</summary>
    public TextOrigin Origin => File?.Origins is { } find ? find(Span) : new TextOrigin(this, null, null);

    public override string ToString()
    {
        var place = Origin.Location;
        return $"{place.File.Path}:{place.Line}:{place.Column}";
    }
}
