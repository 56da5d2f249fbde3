using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>DNS servers that listen on a link-local address of the node, the range the metadata service is in.</summary>
internal static class LocalDns
{
    private const int Port = 53;

    private const int LinkLocalPrefix = 16;

    private static readonly IPNetwork s_linkLocal = new(IPAddress.Parse("169.254.0.0"), LinkLocalPrefix);

    private static readonly IPNetwork s_localDns = new(IPAddress.Parse("169.254.10.0"), 24);

    // What LocalDNS listens on, for pods with dnsPolicy ClusterFirst and Default (learn.microsoft.com/azure/aks/localdns-custom).
    private static readonly ImmutableArray<IPAddress> s_aks = [IPAddress.Parse("169.254.10.11"), IPAddress.Parse("169.254.10.10")];

    /// <summary>
    /// The servers a workload certainly asks: those it names itself, else LocalDNS where the cluster is known to have it. AKS Automatic
    /// always has it (learn.microsoft.com/azure/aks/intro-aks-automatic). From Kubernetes 1.36 on AKS switches it on elsewhere, but not where
    /// Cilium or Calico enforce policies (AKS changelog of 2026-05-29).
    /// </summary>
    public static ImmutableArray<IPAddress> ServersOf(DeploymentScope scope, Workload workload)
    {
        var spec = WorkloadKind.TemplateOf(workload.Object)?["spec"] as YamlMapping;
        if ((spec?["dnsConfig"] as YamlMapping)?["nameservers"] is YamlSequence { Items.IsEmpty: false } servers)
        {
            var addresses = servers.Items.Select(static item => item is YamlScalar scalar && IPAddress.TryParse(scalar.Value, out var address) ? address : null).ToImmutableArray();
            return addresses.All(static address => address is not null && s_linkLocal.Contains(address)) ? [.. addresses.OfType<IPAddress>()] : [];
        }

        return spec?["dnsPolicy"] is null && scope.Cluster?.State.IsAutomatic == Truth.True ? s_aks : [];
    }

    /// <summary>The addresses to allow for a server: the range of LocalDNS as AKS documents it, or the server alone.</summary>
    public static IPNetwork RangeOf(IPAddress server) => s_localDns.Contains(server) ? s_localDns : new IPNetwork(server, 32);

    /// <summary>
    /// What takes the metadata service and with it all of a workload's DNS servers out of what the policies else would allow: an exception, or a denial.
    /// Null where there is none, where some server is allowed, or where that cannot be told.
    /// </summary>
    public static VerdictEvidence? FindCut(SemanticModel model, DeploymentScope scope, Workload workload)
    {
        var servers = ServersOf(scope, workload);
        if (servers.IsEmpty)
            return null;

        // Cilium's own kinds name the node, where the servers are, in ways of their own.
        var selecting = model.GetSelectingPolicies(scope, workload, TrafficDirection.Egress);
        if (selecting.Any(static policy => PolicyKinds.Cilium.HasFlag(policy.Kind)))
            return null;
        return selecting.SelectMany(policy => Blocks(policy, servers)).FirstOrDefault() is { } block && servers.All(IsCut) ? block : null;

        bool IsCut(IPAddress server) =>
            model.Reaches(scope, workload, server, Protocol.Udp, Port) == Truth.False && model.Reaches(scope, workload, server, Protocol.Tcp, Port) == Truth.False;
    }

    /// <summary>A policy selects the workload perhaps.</summary>
    public static bool MayBeSelectedByMore(DeploymentScope scope, Workload workload) =>
        scope.Policies.OfType<NetworkPolicy>().Any(policy => policy.Namespace == workload.Namespace && !policy.IsRejected && policy.PodSelector.Matches(workload.PodLabels) == Truth.Unknown);

    private static IEnumerable<VerdictEvidence> Blocks(Policy policy, ImmutableArray<IPAddress> servers)
    {
        var rules = policy.ClausesIn(NetworkPolicyDialect.Kubernetes).SelectMany(static clause => clause.Egress?.Rules ?? []).Where(static rule => rule.Ports?.Any(IsDns) != false);
        foreach (var rule in rules)
        {
            foreach (var peer in rule.Peers ?? [])
            {
                var exceptions = rule.Action == TierAction.Allow ? peer.IpBlock?.Except ?? [] : [];
                for (var index = 0; index < exceptions.Length; index++)
                {
                    var except = exceptions[index];
                    if (IsMeant(except.Cidr))
                        yield return new VerdictEvidence(policy, except.Path ?? $"{peer.Path}.except[{index}]", except.Location, EvidenceEffect.Denies);
                }

                // Whoever denies more than link-local addresses means more than the metadata service.
                if (rule.Action == TierAction.Deny && peer.IpBlock is { Except: [], Cidr: { PrefixLength: >= LinkLocalPrefix } cidr } && IsMeant(cidr))
                    yield return new VerdictEvidence(policy, peer.Path, peer.Location, EvidenceEffect.Denies);
            }
        }

        bool IsMeant(IPNetwork? network) => network is { } known && known.Contains(MetadataService.Address) && servers.All(known.Contains);
    }

    private static bool IsDns(PolicyPort port) =>
        port is { PortName: null, Protocol: not Protocol.Sctp } && (port.FirstPort is null || (port.FirstPort <= Port && Port <= (port.LastPort ?? port.FirstPort)));
}
