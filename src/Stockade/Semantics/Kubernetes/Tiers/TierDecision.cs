using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>What becomes of a connection, and the rules that say so; none where a tier's default or the end of all tiers decides.</summary>
internal sealed record TierDecision(TierAction Action, ImmutableArray<TierRule> Rules)
{
    /// <summary>The rules that passed the connection on from tier to tier.</summary>
    public ImmutableArray<TierRule> Passed { get; init; } = [];
}
