using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>What becomes of a connection, and the rules that say so; none where a tier's default or the end of all tiers decides.</summary>
internal sealed record TierDecision(TierAction Action, ImmutableArray<TierRule> Rules);
