using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads which files a kustomization is made of.</summary>
internal sealed class KustomizationReader
{
    private readonly Kustomization _kustomization;
    private readonly ImmutableHashSet<string>.Builder _mentioned = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
    private readonly HashSet<YamlNode> _visited = [];

    private KustomizationReader(Kustomization kustomization) => _kustomization = kustomization;

    public static Kustomization? Read(YamlDocument document)
    {
        if (document.Root is not YamlMapping root)
            return null;

        var path = document.File.Path;
        var folder = path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : ".";
        var kustomization = new Kustomization { Document = document, Node = root, Folder = folder };
        var reader = new KustomizationReader(kustomization);
        foreach (var entry in root.Entries.Where(static entry => !IsData(entry.Name)))
            reader.Mention(entry.Value);
        var needed = reader._mentioned.ToImmutable();
        foreach (var entry in root.Entries.Where(static entry => IsData(entry.Name)))
            reader.Mention(entry.Value);
        return kustomization with
        {
            References =
            [
                .. Items(kustomization.Field("resources")).Concat(Items(kustomization.Field("bases"))).Select(scalar => new KustomizationReference(scalar, kustomization.Resolve(scalar.Value), IsComponent: false)),
                .. Items(kustomization.Field("components")).Select(scalar => new KustomizationReference(scalar, kustomization.Resolve(scalar.Value), IsComponent: true)),
            ],
            Needed = needed,
            Mentioned = reader._mentioned.ToImmutable(),
        };
    }

    /// <summary>A path relative to a folder as one relative to the root of the run (<c>.</c> for the root itself); null where it leads out of it.</summary>
    public static string? Resolve(string folder, string relative) =>
        relative.StartsWith('/') || RelativePath.CombineSlashed(folder, relative) is not { } path ? null : RelativePath.OrDot(path);

    /// <summary>What these name is data, which may look like anything.</summary>
    private static bool IsData(string field) => field is "configMapGenerator" or "secretGenerator" or "helmCharts" or "helmGlobals" or "helmChartInflationGenerator";

    private static IEnumerable<YamlScalar> Items(YamlNode? list) => (list as YamlSequence)?.Items.OfType<YamlScalar>() ?? [];

    /// <summary>Keeps every path in a value, those in <c>name=path</c> of generators too.</summary>
    private void Mention(YamlNode node)
    {
        // An alias may lead to the same node many times.
        if (!_visited.Add(node))
            return;

        switch (node)
        {
            case YamlScalar { Value: { Length: > 0 and < 1024 } value }:
                if (_kustomization.Resolve(value) is { } path)
                    _mentioned.Add(path);
                if (value.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 && _kustomization.Resolve(value[(equals + 1)..]) is { } named)
                    _mentioned.Add(named);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                    Mention(item);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                    Mention(entry.Value);
                break;
        }
    }
}
