using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What one policy alone says, whatever stands beside it. Rules ask this to point at the text that matters.</summary>
internal static class PolicyQuestions
{
    private const int DnsPort = 53;

    private static readonly LabelSet s_dnsNamespace =
        new(LabelSet.Empty.Labels.Add(PodSet.NamespaceNameLabel, "kube-system")) { IsOpen = true };

    private static readonly LabelSet s_dnsPods = new(LabelSet.Empty.Labels.Add("k8s-app", "kube-dns")) { IsOpen = true };

    /// <summary>The exceptions that take the metadata address out of a block: what its author meant as a block.</summary>
    public static IEnumerable<VerdictEvidence> ImdsExceptions(Policy policy, PolicyDirection egress)
    {
        foreach (var peer in PeersOf(egress with { Rules = egress.Rules.RemoveAll(static rule => rule.Action != TierAction.Allow) }))
        {
            for (var index = 0; index < (peer.IpBlock?.Except.Length ?? 0); index++)
            {
                var except = peer.IpBlock!.Except[index];
                if (except.Cidr?.Contains(MetadataService.Address) == true)
                    yield return new VerdictEvidence(policy, $"{peer.Path}.except[{index}]", except.Location, EvidenceEffect.Denies);
            }
        }
    }

    /// <summary>The ingress rules and peers each of which alone admits any source. A port name is taken to exist.</summary>
    public static IEnumerable<VerdictEvidence> OpenWorldPeers(NetworkPolicy policy) =>
        Rules(policy, TrafficDirection.Ingress).Where(static rule => rule.Addresses.IsWorld).Select(static rule => rule.Source.ToEvidence(EvidenceEffect.Allows));

    /// <summary>Some egress rule names pods as destinations.</summary>
    public static bool NamesPodsAsDestination(NetworkPolicy policy) => PeersOf(policy.Egress).Any(static peer => peer.IpBlock is null && !peer.IsUnknown);

    /// <summary>
    /// No egress rule allows everything to the cluster's DNS pods or to an address, and none names the port of DNS: whoever does so knows a resolver.
    /// </summary>
    public static bool CutsDns(NetworkPolicy policy) =>
        policy.Egress?.Rules.All(rule =>
            rule.Ports?.Any(NamesDns) != true
            && (rule.Ports?.Any(IsDnsPort) == false || rule.Peers?.Any(peer => MayBeDns(peer, policy.Namespace)) == false)) != false
        && policy.Egress?.IsUnknown != true;

    /// <summary>The pods of a resolver may have a number of their own; OpenShift's have 5353.</summary>
    public static bool NamesDns(PolicyPort port) =>
        port is { FirstPort: DnsPort or 5353 } && port.LastPort is null or DnsPort or 5353 || port.PortName is "dns" or "dns-tcp";

    public static bool IsDnsPort(PolicyPort port) =>
        port.IsUnknown
        || (port.PortName is not null
            ? port.PortName is "dns" or "dns-tcp"
            : port.FirstPort is null || (port.FirstPort <= DnsPort && DnsPort <= port.LastPort));

    private static bool MayBeDns(PolicyPeer peer, string @namespace) => peer.IpBlock is not null || MayBeDnsPod(peer, @namespace);

    /// <summary>Whether a peer may name the cluster's DNS pods by their labels.</summary>
    public static bool MayBeDnsPod(PolicyPeer peer, string @namespace) =>
        peer.IsUnknown
        || (peer.IpBlock is null
            && (peer.NamespaceSelector is null ? @namespace is "kube-system" : peer.NamespaceSelector.Matches(s_dnsNamespace) != Truth.False)
            && peer.PodSelector?.Matches(s_dnsPods) != Truth.False);

    /// <summary>Whether policies that isolate a workload for egress together allow one port of an address outside the cluster.</summary>
    public static bool AllowsAddress(ImmutableArray<NetworkPolicy> isolating, IPAddress address, Protocol protocol, int port) =>
        isolating.SelectMany(static policy => Rules(policy, TrafficDirection.Egress)).Any(rule => rule.Matches(protocol, port) && rule.Addresses.Contains(address));

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
        var entry = new PolicyEntry(policy, policy.ClausesIn(NetworkPolicyDialect.Kubernetes)[0], Truth.True);
        var compiler = new PolicyCompiler(policy.Namespace, [entry], new ServiceCatalog([]), new NamespaceCatalog([]));
        return compiler.Compile(new TierRequest([(0, true)], IsIsolated: true, direction, Bound.Lower) { Ports = [.. ports] }).SelectMany(static tier => tier.Rules);
    }
}
