using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>
/// Pods by requirements on the labels of their namespace (its name is the label <c>kubernetes.io/metadata.name</c>) and on their own.
/// All requirements are readable.
/// </summary>
internal sealed record PodSet(ImmutableArray<LabelRequirement> Namespace, ImmutableArray<LabelRequirement> Pod)
{
    public const string NamespaceNameLabel = "kubernetes.io/metadata.name";

    public static PodSet Everything { get; } = new([], []);

    public int RequirementCount => Namespace.Length + Pod.Length;
}
