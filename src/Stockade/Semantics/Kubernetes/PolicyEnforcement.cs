using System.Net.Sockets;
using Stockade.Semantics.AzureCli;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Which policy kinds have effect: certainly, and perhaps. The others are stored and ignored.</summary>
internal sealed record PolicyEnforcement(PolicyKinds Enforced, PolicyKinds PerhapsEnforced, NetworkPolicyDialect Dialect)
{
    /// <summary>Azure Network Policy Manager: a policy with an IPv6 block has no effect at all, and blocks become sets of addresses.</summary>
    public bool TranslatesBlocks { get; init; }

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
        NetworkPolicyEngine.Azure => new PolicyEnforcement(PolicyKinds.NetworkPolicy, PolicyKinds.None, NetworkPolicyDialect.Kubernetes) { TranslatesBlocks = true },
        NetworkPolicyEngine.Calico => new PolicyEnforcement(PolicyKinds.NetworkPolicy | PolicyKinds.Calico, PolicyKinds.ClusterScopedApi, NetworkPolicyDialect.Kubernetes),
        _ => Everything,
    };

    /// <summary>Whether a policy has effect. What an engine cannot translate it drops as a whole.</summary>
    public Truth Of(Policy policy) =>
        !TranslatesBlocks ? Of(policy.Kind)
        : IPv6Block(policy) is not null ? Truth.False
        : BlocksOf(policy).Any(IsOddSpellingOfAll) ? Truth.Unknown
        : Of(policy.Kind);

    /// <summary>
    /// The first IPv6 block of a policy, for which Azure Network Policy Manager drops all of it and writes a line into its log
    /// (Azure/azure-container-networking, npm/pkg/controlplane/translation/translatePolicy.go).
    /// </summary>
    public static IpBlock? IPv6Block(Policy policy) => BlocksOf(policy).FirstOrDefault(static block => block.Cidr?.BaseAddress.AddressFamily is AddressFamily.InterNetworkV6);

    private static IEnumerable<IpBlock> BlocksOf(Policy policy) =>
        (policy as NetworkPolicy) is { } own
            ? new[] { own.Ingress, own.Egress }
                .OfType<PolicyDirection>()
                .SelectMany(static section => section.Rules)
                .SelectMany(static rule => rule.Peers ?? [])
                .Select(static peer => peer.IpBlock)
                .OfType<IpBlock>()
            : [];

    // Sets of addresses know no prefix of length 0. The manager splits 0.0.0.0/0, by its text alone, and what becomes of another spelling is written nowhere.
    private static bool IsOddSpellingOfAll(IpBlock block) =>
        block.Cidr is { PrefixLength: 0, BaseAddress.AddressFamily: AddressFamily.InterNetwork } && block.CidrLocation.Text.Trim('"', '\'') is not "0.0.0.0/0";

    public Truth Of(PolicyKinds kind) =>
        Enforced.HasFlag(kind) ? Truth.True
        : PerhapsEnforced.HasFlag(kind) ? Truth.Unknown
        : Truth.False;
}
