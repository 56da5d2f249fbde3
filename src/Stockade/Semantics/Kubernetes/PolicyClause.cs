namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Pods and what is said about them. Most kinds have one a policy; Cilium's <c>specs</c> have several. <see cref="Namespaces"/> is null where
/// only the policy's own namespace is meant.
/// </summary>
internal sealed record PolicyClause(LabelSelector? Namespaces, LabelSelector Pods)
{
    /// <summary>The field path of the selector; empty where a part of a rule is meant.</summary>
    public string Path { get; init; } = "spec.podSelector";

    /// <summary>The ingress rules, or null where the clause says nothing about ingress.</summary>
    public PolicyDirection? Ingress { get; init; }

    /// <summary>The egress rules, or null where the clause says nothing about egress.</summary>
    public PolicyDirection? Egress { get; init; }

    /// <summary>The section of a direction, or null where the clause says nothing about it.</summary>
    public PolicyDirection? Section(TrafficDirection direction) => direction == TrafficDirection.Ingress ? Ingress : Egress;

    /// <summary>Something that may bear on a direction cannot be read from the file.</summary>
    public bool HasUnknown(TrafficDirection direction) =>
        Namespaces?.IsPartlyUnknown == true
        || Pods.IsPartlyUnknown
        || Section(direction) is { } section && (section.IsUnknown || section.Isolates == Truth.Unknown || section.Rules.Any(static rule => rule.IsPartlyUnknown));
}
