using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>
/// A NetworkPolicy or GlobalNetworkPolicy of Calico, or a staged one. What never acts on pods has no clause: staged policies, and those for the traffic
/// of hosts before connections are tracked or translated.
/// </summary>
internal sealed record CalicoPolicy : Policy
{
    public required ImmutableArray<PolicyClause> Clauses { get; init; }

    public required string Tier { get; init; }

    /// <summary>Infinite where none is given, null where it cannot be read.</summary>
    public double? Order { get; init; }

    public override PolicyKinds Kind => Object.Kind switch
    {
        "NetworkPolicy" => PolicyKinds.CalicoNetworkPolicy,
        "GlobalNetworkPolicy" => PolicyKinds.GlobalNetworkPolicy,
        _ => PolicyKinds.StagedCalico,
    };

    public override string TierName => Tier;

    public override double? Priority => Order;

    /// <summary>Objects of crd.projectcalico.org have the name of their tier in front, where calicoctl does not ask for it.</summary>
    public override string OrderName => Name.StartsWith($"{Tier}.", StringComparison.Ordinal) ? Name[(Tier.Length + 1)..] : Name;

    public override ImmutableArray<PolicyClause> ClausesIn(NetworkPolicyDialect dialect) => Clauses;

    /// <summary>Of one order the name decides. Calico gives NetworkPolicy names that come after every name in its tier, or the same names.</summary>
    public override bool SurelyPrecedes(Policy other) =>
        base.SurelyPrecedes(other)
        || (Order == other.Priority
            && Order is not null
            && other is CalicoPolicy or NetworkPolicy
            && string.CompareOrdinal(OrderName, other is CalicoPolicy ? other.OrderName : other.Name) < 0);
}
