using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// An AdminNetworkPolicy, BaselineAdminNetworkPolicy or ClusterNetworkPolicy of policy.networking.k8s.io. Selecting a pod isolates nothing;
/// rules are asked in order.
/// </summary>
internal sealed record AdminPolicy : Policy
{
    public required PolicyClause Clause { get; init; }

    public required TierPlace Rank { get; init; }

    /// <summary>0 to 1000, lower first. A BaselineAdminNetworkPolicy has none, so its order beside others is not defined.</summary>
    public int? Order { get; init; }

    public override PolicyKinds Kind => Object.Kind switch
    {
        "AdminNetworkPolicy" => PolicyKinds.AdminNetworkPolicy,
        "BaselineAdminNetworkPolicy" => PolicyKinds.BaselineAdminNetworkPolicy,
        _ => PolicyKinds.ClusterNetworkPolicy,
    };

    public override string TierName => Rank.Name;

    public override double? Priority => Order;

    public override ImmutableArray<PolicyClause> ClausesIn(NetworkPolicyDialect dialect) => [Clause];
}
