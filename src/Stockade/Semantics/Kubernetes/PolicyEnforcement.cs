using Stockade.Semantics.AzureCli;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Which policy kinds have effect: certainly, and perhaps. The others are stored and ignored.</summary>
internal sealed record PolicyEnforcement(PolicyKinds Enforced, PolicyKinds PerhapsEnforced, NetworkPolicyDialect Dialect)
{
    /// <summary>Every kind that is there is enforced by an engine that reads it, with Kubernetes' own semantics for NetworkPolicy.</summary>
    public static PolicyEnforcement Everything { get; } = new(PolicyKinds.All, PolicyKinds.None, NetworkPolicyDialect.Kubernetes);

    /// <summary>
    /// What the policy engines of AKS read (learn.microsoft.com/azure/aks/use-network-policies and azure-cni-powered-by-cilium). Recent versions of
    /// Calico map the kinds of policy.networking.k8s.io to tiers of their own; AKS does not say whether its managed Calico does.
    /// </summary>
    public static PolicyEnforcement By(NetworkPolicyEngine engine) => engine switch
    {
        NetworkPolicyEngine.Cilium => new PolicyEnforcement(PolicyKinds.NetworkPolicy | PolicyKinds.Cilium, PolicyKinds.None, NetworkPolicyDialect.Cilium),
        NetworkPolicyEngine.Azure => new PolicyEnforcement(PolicyKinds.NetworkPolicy, PolicyKinds.None, NetworkPolicyDialect.Kubernetes),
        NetworkPolicyEngine.Calico => new PolicyEnforcement(PolicyKinds.NetworkPolicy, PolicyKinds.ClusterScopedApi, NetworkPolicyDialect.Kubernetes),
        _ => Everything,
    };

    public Truth Of(PolicyKinds kind) =>
        Enforced.HasFlag(kind) ? Truth.True
        : PerhapsEnforced.HasFlag(kind) ? Truth.Unknown
        : Truth.False;
}
