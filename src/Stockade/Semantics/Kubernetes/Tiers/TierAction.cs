namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>What a rule, or the end of a tier, does with a connection.</summary>
internal enum TierAction
{
    Allow,
    Deny,

    /// <summary>Leaves the decision to the next tier.</summary>
    Pass,
}
