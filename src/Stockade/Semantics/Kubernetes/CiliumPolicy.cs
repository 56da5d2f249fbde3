using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy. Rules that protect nodes have no clause: they never select pods.</summary>
internal sealed record CiliumPolicy : Policy
{
    public required ImmutableArray<PolicyClause> Clauses { get; init; }

    public override PolicyKinds Kind => Object.Kind is "CiliumNetworkPolicy" ? PolicyKinds.CiliumNetworkPolicy : PolicyKinds.CiliumClusterwideNetworkPolicy;

    public override bool IsOrdered => false;

    public override ImmutableArray<PolicyClause> ClausesIn(NetworkPolicyDialect dialect) => Clauses;
}
