using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>Reads a YAML or JSON file document by document: one that cannot be read costs only itself.</summary>
internal static class YamlReader
{
    private const string DefinitionKind = "CustomResourceDefinition";

    /// <summary>
    /// The documents whose kind <paramref name="isInteresting"/> accepts, in order; of a file that the user or another file named, all that are not empty.
    /// </summary>
    public static ImmutableArray<YamlDocument> Read(SourceFile file, Func<string, bool> isInteresting, bool isNamed = false)
    {
        var text = file.Kind == FileKind.Json ? JsonComments.Blank(file.Content) : file.Content;
        var isChecked = file.IsNamedByUser || file.Kind is FileKind.Kustomization or FileKind.ChartMetadata;
        var documents = ImmutableArray.CreateBuilder<YamlDocument>();
        var leadStart = 0;
        foreach (var segment in YamlStreamSplitter.Split(text).SelectMany(segment => JsonSequence.Split(text, segment)))
        {
            var isWanted = isChecked || (isNamed && !IsDefinition(text, segment));
            if (isWanted || YamlKindSniffer.MayBeInteresting(text, segment, isInteresting))
            {
                var document = new YamlTreeBuilder(file, text, segment) { LeadStart = leadStart }.Build();

                // A kind deep inside JSON has let it in: its faults are nobody's business here.
                if (isWanted || document.Root is not YamlMapping root || (root["kind"] is YamlScalar kind && isInteresting(kind.Value)))
                    documents.Add(document);
            }

            leadStart = segment.End;
        }

        return documents.ToImmutable();
    }

    /// <summary>
    /// False where <see cref="Read"/> certainly finds no document in the text of a file that nobody named. The comments of <paramref name="text"/> are blanked where it is JSON.
    /// </summary>
    public static bool MayHoldDocuments(FileKind kind, Span<char> text, Func<string, bool> isInteresting)
    {
        if (kind == FileKind.Json)
            JsonComments.Blank(text);

        // Objects that follow one another without a marker are looked at as one.
        foreach (var segment in YamlStreamSplitter.Split(text))
        {
            if (YamlKindSniffer.MayBeInteresting(text, segment, isInteresting))
                return true;
        }

        return false;
    }

    /// <summary>The last document of a file that is not one of Kubernetes' (what stands before it is a header), or null where it cannot be read as a mapping.</summary>
    public static YamlMapping? ReadMapping(SourceFile file)
    {
        var segments = YamlStreamSplitter.Split(file.Content);
        return segments.IsEmpty ? null : new YamlTreeBuilder(file, file.Content, segments[^1]).Build().Root as YamlMapping;
    }

    /// <summary>Definitions of resources are most of the bytes of many repositories, and change nothing that is deployed beside them.</summary>
    private static bool IsDefinition(string text, YamlSegment segment) =>
        text.AsSpan(segment.Start, segment.End - segment.Start).Contains(DefinitionKind, StringComparison.Ordinal)
        && text[segment.ContentStart] is not ('-' or '[')
        && !YamlKindSniffer.MayBeInteresting(text, segment, static kind => kind is not DefinitionKind);
}
