using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>
/// Rules of which the first that matches decides; where none does, <see cref="Default"/> denies or passes on to the next tier. After the last
/// tier a connection is allowed. Every policy kind compiles into these: NetworkPolicy into one tier of allow rules that denies by default.
/// </summary>
internal sealed record PolicyTier(ImmutableArray<TierRule> Rules, TierAction Default);
