using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>The smallest text that names a node: itself on one line, else the first word of it.</summary>
internal static class Spans
{
    public static SourceLocation SmallestOf(YamlNode node, SourceLocation fallback)
    {
        if (node.Span.IsEmpty)
            return fallback;
        if (IsOnOneLine(node.Location))
            return node.Location;
        return node switch
        {
            YamlMapping { Entries: [var first, ..] } => first.Key.Location,
            YamlSequence { Items: [var first, ..] } => SmallestOf(first, fallback),
            _ => node.Location,
        };
    }

    /// <summary>Key and value where both stand on one line, else the key.</summary>
    public static SourceLocation SmallestOf(YamlEntry entry)
    {
        // The value of an alias stands where its anchor is: elsewhere.
        if (entry.Value.File != entry.Key.File || entry.Value.Span.Start < entry.Key.Span.End)
            return entry.Key.Location;
        var whole = entry.Key.File.At(entry.Key.Span.Start, entry.Value.Span.End);
        return IsOnOneLine(whole) ? whole : entry.Key.Location;
    }

    private static bool IsOnOneLine(SourceLocation location) =>
        location.File.Content.AsSpan(location.Span.Start, location.Span.Length).IndexOfAny('\r', '\n') < 0;
}
