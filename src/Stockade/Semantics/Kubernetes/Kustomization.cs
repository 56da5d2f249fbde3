using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One <c>kustomization.yaml</c>, its own entries only. Paths are relative to the root of the run.</summary>
internal sealed record Kustomization
{
    private const string ComponentKind = "Component";

    /// <summary>The names of a kustomization file.</summary>
    public static ImmutableArray<string> FileNames { get; } = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    public required YamlDocument Document { get; init; }

    public required YamlMapping Node { get; init; }

    /// <summary>The folder the file stands in; <c>.</c> for the root.</summary>
    public required string Folder { get; init; }

    /// <summary>What <c>resources</c>, <c>bases</c> and <c>components</c> name, in this order.</summary>
    public ImmutableArray<KustomizationReference> References { get; init; } = [];

    /// <summary>The paths whose files take part in the build.</summary>
    public ImmutableHashSet<string> Needed { get; init; } = [];

    /// <summary>Every path the file mentions in any way: such a file (a patch, a values file) is not deployed by itself.</summary>
    public ImmutableHashSet<string> Mentioned { get; init; } = [];

    /// <summary>A component changes what its users have gathered; it is never deployed alone.</summary>
    public bool IsComponent => Field("kind") is YamlScalar { Value: ComponentKind };

    /// <summary>A path in the file as one relative to the root of the run (<c>.</c> for the root itself), links followed; null where it leads out of the run.</summary>
    public string? Resolve(string path) =>
        KustomizationReader.Resolve(Folder, path) is { } resolved ? Document.File.FollowLinks?.Invoke(resolved) ?? resolved : null;

    /// <summary>The value of a field. Go's decoder, which kustomize uses, does not mind the case of its name.</summary>
    public YamlNode? Field(string name) => Node[name] ?? Node.Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;
}
