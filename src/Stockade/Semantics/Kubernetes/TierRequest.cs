using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// One reading of what selects a workload: the clauses in the order in which they are asked, each certainly or perhaps there, and the tiers whose end
/// denies what none of them decides.
/// </summary>
internal sealed record TierRequest(ImmutableArray<(int Entry, bool IsCertain)> Clauses, ImmutableArray<TierPlace> Isolated, TrafficDirection Direction, Bound Bound)
{
    /// <summary>The ports of the workload, for rules that give them by name.</summary>
    public ImmutableArray<ContainerPort> Ports { get; init; } = [];

    /// <summary>Some rule denies or passes: then one unknown value may take away what another gives.</summary>
    public bool IsStrict { get; init; }
}
