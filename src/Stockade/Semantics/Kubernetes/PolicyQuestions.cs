using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What one policy alone says, whatever stands beside it. Rules ask this to point at the text that matters.</summary>
internal static class PolicyQuestions
{
    /// <summary>The exceptions that take the metadata address out of a block: what its author meant as a block.</summary>
    public static IEnumerable<VerdictEvidence> ImdsExceptions(NetworkPolicy policy)
    {
        foreach (var peer in PeersOf(policy.Egress))
        {
            for (var index = 0; index < (peer.IpBlock?.Except.Length ?? 0); index++)
            {
                var except = peer.IpBlock!.Except[index];
                if (except.Cidr?.Contains(MetadataService.Address) == true)
                    yield return new VerdictEvidence(policy, $"{peer.Path}.except[{index}]", except.Location, EvidenceEffect.Denies);
            }
        }
    }

    /// <summary>The egress rules and peers that certainly allow the metadata service.</summary>
    public static IEnumerable<VerdictEvidence> ImdsAllowances(NetworkPolicy policy) =>
        Rules(policy, TrafficDirection.Egress)
            .Where(static rule => rule.Matches(Protocol.Tcp, MetadataService.Port) && rule.Addresses.Contains(MetadataService.Address))
            .Select(static rule => rule.Source.ToEvidence(EvidenceEffect.Allows));

    /// <summary>The ingress rules and peers each of which alone admits any source. A port name is taken to exist.</summary>
    public static IEnumerable<VerdictEvidence> OpenWorldPeers(NetworkPolicy policy) =>
        Rules(policy, TrafficDirection.Ingress).Where(static rule => rule.Addresses.IsWorld).Select(static rule => rule.Source.ToEvidence(EvidenceEffect.Allows));

    /// <summary>The ingress peers each of which alone admits every pod of every namespace, but no address.</summary>
    public static IEnumerable<VerdictEvidence> AllNamespacesPeers(NetworkPolicy policy) =>
        Rules(policy, TrafficDirection.Ingress)
            .Where(static rule => rule.Pods is { } pods && rule.Addresses.IsEmpty && pods.Pod.IsEmpty && pods.Namespace.All(IsMetByEveryNamespace))
            .Select(static rule => rule.Source.ToEvidence(EvidenceEffect.Allows));

    private static bool IsMetByEveryNamespace(LabelRequirement requirement) =>
        requirement is { Operator: LabelOperator.Exists, Key: PodSet.NamespaceNameLabel };

    private static IEnumerable<PolicyPeer> PeersOf(PolicyDirection? section) => section?.Rules.SelectMany(static rule => rule.Peers ?? []) ?? [];

    private static IEnumerable<TierRule> Rules(NetworkPolicy policy, TrafficDirection direction)
    {
        if (policy.IsRejected || policy.Section(direction) is null)
            return [];

        // A rule alone is asked whom it admits: give the workload every port the policy names.
        var ports = (policy.Ingress?.Rules ?? [])
            .SelectMany(static rule => rule.Ports ?? [])
            .Where(static port => port.PortName is not null)
            .Select(static port => new ContainerPort(port.PortName!, port.Protocol, null));
        var compiler = new NetworkPolicyCompiler(policy.Namespace, [policy]);
        return compiler.Compile([0], direction, Bound.Lower, [.. ports]).SelectMany(static tier => tier.Rules);
    }
}
