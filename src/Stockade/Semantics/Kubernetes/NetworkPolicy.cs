using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// A networking.k8s.io/v1 NetworkPolicy, as the API server would store it: defaults filled in, sections of directions that are not in
/// effect dropped. A rejected object has <see cref="Rejections"/> and counts as absent.
/// </summary>
internal sealed record NetworkPolicy
{
    public required KubernetesObject Object { get; init; }

    public required LabelSelector PodSelector { get; init; }

    /// <summary>The ingress rules, or null where the policy does not isolate for ingress.</summary>
    public PolicyDirection? Ingress { get; init; }

    /// <summary>The egress rules, or null where the policy does not isolate for egress.</summary>
    public PolicyDirection? Egress { get; init; }

    public ImmutableArray<PolicyRejection> Rejections { get; init; } = [];

    public bool IsRejected => !Rejections.IsEmpty;

    public string Id => Object.Id;

    public string Name => Object.Name;

    public string Namespace => Object.Namespace;

    /// <summary>The section of a direction, or null where the policy does not isolate in it.</summary>
    public PolicyDirection? Section(TrafficDirection direction) => direction == TrafficDirection.Ingress ? Ingress : Egress;

    /// <summary>Something that may bear on a direction cannot be read from the file.</summary>
    public bool HasUnknown(TrafficDirection direction) =>
        PodSelector.IsPartlyUnknown
        || Section(direction) is { } section && (section.IsUnknown || section.Rules.Any(static rule => rule.IsPartlyUnknown));
}
