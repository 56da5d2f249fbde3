namespace Stockade.Semantics.Kubernetes;

/// <summary>Where a policy stands among the others, first to last.</summary>
internal enum TierRank
{
    /// <summary>AdminNetworkPolicy, and ClusterNetworkPolicy of tier Admin.</summary>
    Admin,

    /// <summary>NetworkPolicy and Cilium's kinds: denials first, then what any of them allows.</summary>
    NetworkPolicy,

    /// <summary>BaselineAdminNetworkPolicy, and ClusterNetworkPolicy of tier Baseline.</summary>
    Baseline,
}
