using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Helm;

/// <summary>A chart of the run that is not rendered with another one.</summary>
internal sealed record HelmChart
{
    /// <summary>Relative to the root of the run; <c>.</c> for the root.</summary>
    public required string Folder { get; init; }

    public required string Name { get; init; }

    /// <summary>Where it is named.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Other charts use what it defines; of itself it deploys nothing.</summary>
    public required bool IsLibrary { get; init; }

    /// <summary>The names under which it uses other charts, with those of their folders.</summary>
    public ImmutableDictionary<string, string> Aliases { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The charts among the documents, subcharts apart: they are rendered with their parents.</summary>
    public static ImmutableArray<HelmChart> Find(ImmutableArray<YamlDocument> documents)
    {
        var files = documents.Where(static document => document.File.Kind == FileKind.ChartMetadata).DistinctBy(static document => document.File).ToList();
        var folders = files.Select(static document => FolderOf(document.File.Path)).ToHashSet(StringComparer.Ordinal);
        var charts = ImmutableArray.CreateBuilder<HelmChart>();
        foreach (var document in files)
        {
            var folder = FolderOf(document.File.Path);
            var holder = FolderOf(folder);
            if (Path.GetFileName(holder) is "charts" && folders.Contains(FolderOf(holder)))
                continue;
            var root = document.Root as YamlMapping;
            var name = root?["name"] as YamlScalar;
            charts.Add(new HelmChart
            {
                Folder = folder,
                Name = name?.Value ?? folder,
                Location = name?.Location ?? document.File.At(0, 0),
                Aliases = AliasesOf(root),
                IsLibrary = root?["type"] is YamlScalar { Value: "library" },
            });
        }

        return charts.ToImmutable();
    }

    private static ImmutableDictionary<string, string> AliasesOf(YamlMapping? root) =>
        ((root?["dependencies"] as YamlSequence)?.Items ?? []).OfType<YamlMapping>()
            .Select(static item => (Alias: (item["alias"] as YamlScalar)?.Value, Name: (item["name"] as YamlScalar)?.Value))
            .Where(static item => item is { Alias.Length: > 0, Name: not null })
            .DistinctBy(static item => item.Alias, StringComparer.Ordinal)
            .ToImmutableDictionary(static item => item.Alias!, static item => item.Name!, StringComparer.Ordinal);

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : ".";
}
