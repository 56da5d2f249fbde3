using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What one policy alone says, whatever stands beside it. Rules ask this to point at the text that matters.</summary>
internal static class PolicyQuestions
{
    private const int DnsPort = 53;

    // 169.254.0.0/16
    private const int LinkLocalPrefix = 16;

    private static readonly LabelSet s_dnsNamespace =
        new(LabelSet.Empty.Labels.Add(PodSet.NamespaceNameLabel, "kube-system")) { IsOpen = true };

    private static readonly LabelSet s_dnsPods = new(LabelSet.Empty.Labels.Add("k8s-app", "kube-dns")) { IsOpen = true };

    /// <summary>
    /// What its author meant as a block: the exceptions that take the metadata address out of what is allowed, and denials of it or of the range it is in.
    /// </summary>
    public static IEnumerable<VerdictEvidence> ImdsExceptions(Policy policy, PolicyDirection egress)
    {
        foreach (var rule in egress.Rules)
        {
            foreach (var peer in rule.Peers ?? [])
            {
                var exceptions = rule.Action == TierAction.Allow ? peer.IpBlock?.Except ?? [] : [];
                for (var index = 0; index < exceptions.Length; index++)
                {
                    if (exceptions[index].Cidr?.Contains(MetadataService.Address) == true)
                        yield return new VerdictEvidence(policy, exceptions[index].Path ?? $"{peer.Path}.except[{index}]", exceptions[index].Location, EvidenceEffect.Denies);
                }

                if (rule.Action == TierAction.Deny && IsImdsAlone(peer) && rule.Ports?.Any(IsImdsPort) != false)
                    yield return new VerdictEvidence(policy, peer.Path, peer.Location, EvidenceEffect.Denies);
            }
        }
    }

    /// <summary>The egress rules and peers that certainly allow the metadata service.</summary>
    public static IEnumerable<VerdictEvidence> ImdsAllowances(NetworkPolicy policy) =>
        Rules(policy, TrafficDirection.Egress)
            .Where(static rule => rule.Matches(Protocol.Tcp, MetadataService.Port) && rule.Addresses.Contains(MetadataService.Address))
            .Select(static rule => rule.Source.ToEvidence(EvidenceEffect.Allows));

    /// <summary>A block of link-local addresses: whoever denies more may have meant something else.</summary>
    private static bool IsImdsAlone(PolicyPeer peer) =>
        peer.IpBlock is { Cidr: { PrefixLength: >= LinkLocalPrefix } cidr, Except: [] } && cidr.Contains(MetadataService.Address);

    private static bool IsImdsPort(PolicyPort port) =>
        !port.IsUnknown && port.PortName is null && port.Protocol == Protocol.Tcp && (port.FirstPort is null || (port.FirstPort <= MetadataService.Port && MetadataService.Port <= port.LastPort));

    /// <summary>The peer alone admits any source.</summary>
    public static bool AdmitsWorld(PolicyPeer peer) =>
        peer.Addresses?.IsWorld == true
        || (peer.IpBlock is { Cidr: { } cidr } block && AddressSet.Of(cidr).Except(AddressSet.Union(block.Except.Where(static except => except.Cidr is not null).Select(static except => AddressSet.Of(except.Cidr!.Value)))).IsWorld);

    /// <summary>Some egress rule names pods as destinations, or names themselves.</summary>
    public static bool NeedsNames(Policy policy) => EgressAllowances(policy).SelectMany(static rule => rule.Peers ?? []).Any(static peer => peer.NamesPods || IsName(peer));

    /// <summary>
    /// No egress rule allows everything to the cluster's DNS pods or to an address, and none names the port of DNS: whoever does so knows a resolver.
    /// </summary>
    public static bool CutsDns(Policy policy) =>
        EgressSections(policy).All(static section => !section.IsUnknown)
        && EgressAllowances(policy).All(rule =>
            !rule.MayBeNarrower
            && rule.Ports?.Any(NamesDns) != true
            && (rule.Ports?.Any(IsDnsPort) == false || rule.Peers?.Any(peer => MayBeDns(peer, policy.Namespace)) == false));

    private static IEnumerable<PolicyDirection> EgressSections(Policy policy) => policy.ClausesIn(NetworkPolicyDialect.Kubernetes).Select(static clause => clause.Egress).OfType<PolicyDirection>();

    private static IEnumerable<PolicyRule> EgressAllowances(Policy policy) => EgressSections(policy).SelectMany(static section => section.Rules).Where(static rule => rule.Action == TierAction.Allow);

    /// <summary>Cilium learns the addresses of names from the answers of DNS.</summary>
    private static bool IsName(PolicyPeer peer) => peer.Path.Contains(".toFQDNs[", StringComparison.Ordinal);

    /// <summary>The pods of a resolver may have a number of their own; OpenShift's have 5353.</summary>
    public static bool NamesDns(PolicyPort port) =>
        port is { FirstPort: DnsPort or 5353 } && port.LastPort is null or DnsPort or 5353 || port.PortName is "dns" or "dns-tcp";

    public static bool IsDnsPort(PolicyPort port) =>
        port.IsUnknown
        || (port.PortName is not null
            ? port.PortName is "dns" or "dns-tcp"
            : port.FirstPort is null || (port.FirstPort <= DnsPort && DnsPort <= port.LastPort));

    private static bool MayBeDns(PolicyPeer peer, string @namespace) =>
        peer.IpBlock is not null
        || (peer.Addresses is not null && !IsName(peer))
        || peer.HasUnknownAddresses
        || peer.Service is not null
        || peer.Sets is { Labels: null }
        || peer.Entities.HasFlag(PeerEntities.Host)
        || MayBeDnsPod(peer, @namespace);

    /// <summary>Whether a peer may name the cluster's DNS pods by their labels.</summary>
    public static bool MayBeDnsPod(PolicyPeer peer, string @namespace) =>
        peer.IsUnknown
        || (peer.NamesPods
            && (peer.NamespaceSelector is null ? @namespace is "kube-system" : peer.NamespaceSelector.Matches(s_dnsNamespace) != Truth.False)
            && peer.PodSelector?.Matches(s_dnsPods) != Truth.False);

    /// <summary>Whether policies that isolate a workload for egress together allow one port of an address outside the cluster.</summary>
    public static bool AllowsAddress(ImmutableArray<NetworkPolicy> isolating, IPAddress address, Protocol protocol, int port) =>
        isolating.SelectMany(static policy => Rules(policy, TrafficDirection.Egress)).Any(rule => rule.Matches(protocol, port) && rule.Addresses.Contains(address));

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
        var compiler = new PolicyCompiler(policy.Namespace, [entry], ScopeCatalogs.Empty);
        return compiler.Compile(new TierRequest([(0, true)], [TierPlace.Default], direction, Bound.Lower) { Ports = [.. ports] }).SelectMany(static tier => tier.Rules);
    }
}
