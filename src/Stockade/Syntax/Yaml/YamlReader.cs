using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>Reads a YAML or JSON file document by document: one that cannot be read costs only itself.</summary>
internal static class YamlReader
{
    /// <summary>
    /// The documents whose kind <paramref name="isInteresting"/> accepts, in order; of a file that the user or another file named, all that are not empty.
    /// </summary>
    public static ImmutableArray<YamlDocument> Read(SourceFile file, Func<string, bool> isInteresting, bool isNamed = false)
    {
        var text = file.Kind == FileKind.Json ? JsonComments.Blank(file.Content) : file.Content;
        var isChecked = isNamed || file.IsNamedByUser || file.Kind is FileKind.Kustomization or FileKind.ChartMetadata;
        var documents = ImmutableArray.CreateBuilder<YamlDocument>();
        var leadStart = 0;
        foreach (var segment in YamlStreamSplitter.Split(text).SelectMany(segment => JsonSequence.Split(text, segment)))
        {
            if (isChecked || YamlKindSniffer.MayBeInteresting(text, segment, isInteresting))
            {
                var document = new YamlTreeBuilder(file, text, segment) { LeadStart = leadStart }.Build();

                // A kind deep inside JSON has let it in: its faults are nobody's business here.
                if (isChecked || document.Root is not YamlMapping root || (root["kind"] is YamlScalar kind && isInteresting(kind.Value)))
                    documents.Add(document);
            }

            leadStart = segment.End;
        }

        return documents.ToImmutable();
    }
}
