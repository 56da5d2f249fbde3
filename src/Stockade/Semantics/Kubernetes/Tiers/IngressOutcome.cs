using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>The widest source on one port, with the rules that admit it. <see cref="Port"/> is null where the rules name no port.</summary>
internal sealed record IngressOutcome(IngressExposure Exposure, ImmutableArray<TierRule> Witness, PortRange? Port)
{
    /// <summary>The search for pods gave up somewhere: the exposure may be wider (at the lower bound) or narrower (at the upper).</summary>
    public bool IsExhausted { get; init; }
}
