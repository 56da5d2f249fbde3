using System.Net.Sockets;
using Stockade.Semantics.AzureCli;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Which policy kinds have effect: certainly, and perhaps. The others are stored and ignored.</summary>
internal sealed record PolicyEnforcement(PolicyKinds Enforced, PolicyKinds PerhapsEnforced, NetworkPolicyDialect Dialect)
{
    /// <summary>A policy with an IPv6 block has no effect at all.</summary>
    public bool DropsIPv6 { get; init; }

    /// <summary>Every kind that is there is enforced by an engine that reads it, with Kubernetes' own semantics for NetworkPolicy.</summary>
    public static PolicyEnforcement Everything { get; } = new(PolicyKinds.All, PolicyKinds.None, NetworkPolicyDialect.Kubernetes);

    /// <summary>
    /// What the policy engines of AKS read (learn.microsoft.com/azure/aks/use-network-policies and azure-cni-powered-by-cilium). Recent versions of
    /// Calico map the kinds of policy.networking.k8s.io to tiers of their own; AKS does not say whether its managed Calico does. Calico's own kinds work
    /// there, without support.
    /// </summary>
    public static PolicyEnforcement By(NetworkPolicyEngine engine) => engine switch
    {
        NetworkPolicyEngine.Cilium => new PolicyEnforcement(PolicyKinds.NetworkPolicy | PolicyKinds.Cilium, PolicyKinds.None, NetworkPolicyDialect.Cilium),
        NetworkPolicyEngine.Azure => new PolicyEnforcement(PolicyKinds.NetworkPolicy, PolicyKinds.None, NetworkPolicyDialect.Kubernetes) { DropsIPv6 = true },
        NetworkPolicyEngine.Calico => new PolicyEnforcement(PolicyKinds.NetworkPolicy | PolicyKinds.Calico, PolicyKinds.ClusterScopedApi, NetworkPolicyDialect.Kubernetes),
        _ => Everything,
    };

    /// <summary>Whether a policy has effect. What an engine cannot translate it drops as a whole.</summary>
    public Truth Of(Policy policy) => DropsIPv6 && IPv6Block(policy) is not null ? Truth.False : Of(policy.Kind);

    /// <summary>
    /// The first IPv6 block of a policy, for which Azure Network Policy Manager drops all of it and writes a line into its log
    /// (Azure/azure-container-networking, npm/pkg/controlplane/translation/translatePolicy.go).
    /// </summary>
    public static IpBlock? IPv6Block(Policy policy) =>
        (policy as NetworkPolicy) is { } own
            ? new[] { own.Ingress, own.Egress }
                .OfType<PolicyDirection>()
                .SelectMany(static section => section.Rules)
                .SelectMany(static rule => rule.Peers ?? [])
                .Select(static peer => peer.IpBlock)
                .FirstOrDefault(static block => block?.Cidr?.BaseAddress.AddressFamily is AddressFamily.InterNetworkV6)
            : null;

    public Truth Of(PolicyKinds kind) =>
        Enforced.HasFlag(kind) ? Truth.True
        : PerhapsEnforced.HasFlag(kind) ? Truth.Unknown
        : Truth.False;
}
