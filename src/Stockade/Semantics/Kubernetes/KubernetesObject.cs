using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One Kubernetes object of a document (or of a List in it).</summary>
internal sealed record KubernetesObject
{
    public required YamlDocument Document { get; init; }

    public required YamlMapping Node { get; init; }

    /// <summary>API group; empty for core.</summary>
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>The namespace the object lands in; empty for cluster-scoped kinds.</summary>
    public required string Namespace { get; init; }

    /// <summary>The value of <c>metadata.name</c>, else of <c>kind</c>.</summary>
    public required SourceLocation NameLocation { get; init; }

    public SourceFile File => Document.File;

    /// <summary><c>namespace/Kind/name</c>, or <c>Kind/name</c> for cluster-scoped kinds.</summary>
    public string Id => Namespace.Length == 0 ? $"{Kind}/{Name}" : $"{Namespace}/{Kind}/{Name}";
}
