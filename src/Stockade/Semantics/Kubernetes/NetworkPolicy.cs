using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// A networking.k8s.io/v1 NetworkPolicy, as the API server would store it: defaults filled in, sections of directions that are not in
/// effect dropped.
/// </summary>
internal sealed record NetworkPolicy : Policy
{
    public required LabelSelector PodSelector { get; init; }

    /// <summary>The ingress rules, or null where the policy does not isolate for ingress.</summary>
    public PolicyDirection? Ingress { get; init; }

    /// <summary>The egress rules, or null where the policy does not isolate for egress.</summary>
    public PolicyDirection? Egress { get; init; }

    /// <summary>Ingress rules that policyTypes leaves out.</summary>
    public PolicyDirection? HiddenIngress { get; init; }

    /// <summary>Egress rules that policyTypes leaves out.</summary>
    public PolicyDirection? HiddenEgress { get; init; }

    public override PolicyKinds Kind => PolicyKinds.NetworkPolicy;

    public override bool IsOrdered => false;

    /// <summary>The section of a direction, or null where the policy does not isolate in it.</summary>
    public PolicyDirection? Section(TrafficDirection direction) => direction == TrafficDirection.Ingress ? Ingress : Egress;

    /// <summary>Something that may bear on a direction cannot be read from the file.</summary>
    public bool HasUnknown(TrafficDirection direction) => ClausesIn(NetworkPolicyDialect.Kubernetes)[0].HasUnknown(direction);

    public override ImmutableArray<PolicyClause> ClausesIn(NetworkPolicyDialect dialect)
    {
        var isHiddenRead = dialect == NetworkPolicyDialect.Cilium;
        return
        [
            new PolicyClause(null, PodSelector)
            {
                Ingress = Ingress ?? (isHiddenRead ? HiddenIngress : null),
                Egress = Egress ?? (isHiddenRead ? HiddenEgress : null),
            },
        ];
    }
}
