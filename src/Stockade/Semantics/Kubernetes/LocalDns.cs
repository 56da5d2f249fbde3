using System.Collections.Immutable;
using System.Net;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>DNS servers that listen on a link-local address of the node, the range the metadata service is in.</summary>
internal static class LocalDns
{
    private const int Port = 53;

    private static readonly IPNetwork s_linkLocal = new(IPAddress.Parse("169.254.0.0"), 16);

    // What LocalDNS listens on, for pods with dnsPolicy ClusterFirst and Default (learn.microsoft.com/azure/aks/localdns-custom).
    private static readonly ImmutableArray<IPAddress> s_aks = [IPAddress.Parse("169.254.10.11"), IPAddress.Parse("169.254.10.10")];

    /// <summary>
    /// The servers a workload certainly asks: those it names itself, else LocalDNS where the cluster is known to have it. AKS Automatic
    /// always has it (learn.microsoft.com/azure/aks/intro-aks-automatic).
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

    /// <summary>
    /// The exception that takes the metadata service and with it all of a workload's DNS servers out of a block that else would allow them, where
    /// no other rule allows one of them; null where there is none, or where a part of a policy cannot be read.
    /// </summary>
    public static VerdictEvidence? FindCut(SemanticModel model, DeploymentScope scope, Workload workload)
    {
        var servers = ServersOf(scope, workload);
        if (servers.IsEmpty)
            return null;
        var selecting = model.GetSelectingPolicies(scope, workload, TrafficDirection.Egress);
        var isolating = selecting.OfType<NetworkPolicy>().ToImmutableArray();
        if (isolating.Length != selecting.Length)
            return null;
        var exception = isolating.SelectMany(policy => Exceptions(policy, servers)).FirstOrDefault();
        if (exception is null || isolating.Any(static policy => policy.HasUnknown(TrafficDirection.Egress)) || MayBeSelectedByMore(scope, workload))
            return null;
        return servers.Any(server => PolicyQuestions.AllowsAddress(isolating, server, Protocol.Udp, Port) || PolicyQuestions.AllowsAddress(isolating, server, Protocol.Tcp, Port))
            ? null
            : exception;
    }

    /// <summary>A policy selects the workload perhaps.</summary>
    public static bool MayBeSelectedByMore(DeploymentScope scope, Workload workload) =>
        scope.Policies.OfType<NetworkPolicy>().Any(policy => policy.Namespace == workload.Namespace && !policy.IsRejected && policy.PodSelector.Matches(workload.PodLabels) == Truth.Unknown);

    private static IEnumerable<VerdictEvidence> Exceptions(NetworkPolicy policy, ImmutableArray<IPAddress> servers)
    {
        foreach (var peer in policy.Egress!.Rules.Where(static rule => rule.Ports?.Any(IsDns) != false).SelectMany(static rule => rule.Peers ?? []))
        {
            for (var index = 0; index < (peer.IpBlock?.Except.Length ?? 0); index++)
            {
                var except = peer.IpBlock!.Except[index];
                if (except.Cidr is { } cidr && cidr.Contains(MetadataService.Address) && servers.All(cidr.Contains))
                    yield return new VerdictEvidence(policy, $"{peer.Path}.except[{index}]", except.Location, EvidenceEffect.Denies);
            }
        }
    }

    private static bool IsDns(PolicyPort port) =>
        port is { PortName: null, Protocol: not Protocol.Sctp } && (port.FirstPort is null || (port.FirstPort <= Port && Port <= (port.LastPort ?? port.FirstPort)));
}
