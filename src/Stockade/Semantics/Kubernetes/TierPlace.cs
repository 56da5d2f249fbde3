namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// A tier among the others: lower orders first, then by name. <see cref="Denies"/>: whether its end denies what its policies select and none of their
/// rules decide. Calico has such tiers (docs.tigera.io, Tier); the kinds of other engines stand where Calico puts those that it reads.
/// </summary>
internal sealed record TierPlace(double Order, string Name, Truth Denies)
{
    private const double AdminOrder = 1000;
    private const double DefaultOrder = 1_000_000;
    private const double BaselineOrder = 10_000_000;

    /// <summary>AdminNetworkPolicy, and ClusterNetworkPolicy of tier Admin.</summary>
    public static TierPlace Admin { get; } = new(AdminOrder, "kube-admin", Truth.False);

    /// <summary>NetworkPolicy and Cilium's kinds, and Calico's where they name no other.</summary>
    public static TierPlace Default { get; } = new(DefaultOrder, "default", Truth.True);

    /// <summary>BaselineAdminNetworkPolicy, and ClusterNetworkPolicy of tier Baseline.</summary>
    public static TierPlace Baseline { get; } = new(BaselineOrder, "kube-baseline", Truth.False);

    /// <summary>Where the tier stands can be read from the files.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>The tiers that Calico makes itself, the last two by their names before they were renamed.</summary>
    public static TierPlace? FindBuiltIn(string name) => name switch
    {
        "default" => Default,
        "kube-admin" => Admin,
        "kube-baseline" => Baseline,
        "adminnetworkpolicy" => new TierPlace(AdminOrder, name, Truth.False),
        "baselineadminnetworkpolicy" => new TierPlace(BaselineOrder, name, Truth.False),
        _ => null,
    };
}
