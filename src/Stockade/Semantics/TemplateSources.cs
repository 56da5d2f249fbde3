using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics;

/// <summary>The templates that rendered documents come from, by their places: the reader edits the template, not what Helm wrote.</summary>
internal sealed class TemplateSources
{
    private readonly Dictionary<SourceFile, ImmutableArray<YamlDocument>> _byFile;

    public TemplateSources(IEnumerable<YamlDocument> documents) =>
        _byFile = documents
            .Where(static document => document.HelmSource is not null)
            .GroupBy(static document => document.File)
            .ToDictionary(static file => file.Key, static file => file.OrderBy(static document => document.Span.Start).ToImmutableArray());

    public static TemplateSources None { get; } = new([]);

    /// <summary>The template a place was rendered from, or null where none is known.</summary>
    public string? Find(SourceLocation location)
    {
        if (location.File is not { } file || !_byFile.TryGetValue(file, out var documents))
            return null;

        // The last document that begins at or before the place; one without a comment may lie in between.
        var (low, high) = (0, documents.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (documents[middle].Span.Start <= location.Span.Start)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && location.Span.Start < documents[low - 1].Span.End ? documents[low - 1].HelmSource : null;
    }
}
