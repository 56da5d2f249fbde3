using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Blocks of addresses by which pods are to reach everything but the metadata service. On Cilium a block covers neither pods nor nodes, so it
/// does not let them reach a DNS server that is one (learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium).
/// </summary>
internal static class CiliumDns
{
    /// <summary>
    /// The block that would allow a workload its DNS server with any other engine, and with it whether the server is on the node; null where some
    /// rule allows the server, where a part of a policy cannot be read, or where the engine is another one.
    /// </summary>
    public static (PolicyPeer Peer, NetworkPolicy Policy, bool IsOnNode)? FindCut(SemanticModel model, DeploymentScope scope, Workload workload)
    {
        if (scope.Cluster?.Engine is not NetworkPolicyEngine.Cilium)
            return null;
        var isOnNode = !LocalDns.ServersOf(scope, workload).IsEmpty;
        if (!isOnNode && !UsesClusterDns(workload))
            return null;

        var selecting = model.GetSelectingPolicies(scope, workload, TrafficDirection.Egress);
        var policies = selecting.OfType<NetworkPolicy>().ToImmutableArray();

        // Policies of Cilium's own kinds name hosts and entities; what they allow beside these is theirs to say.
        if (policies.Length != selecting.Length || LocalDns.MayBeSelectedByMore(scope, workload))
            return null;
        var sections = policies.Select(policy => (Policy: policy, Egress: policy.ClausesIn(NetworkPolicyDialect.Cilium)[0].Egress)).ToImmutableArray();
        if (sections.Any(static section => section.Egress is not { IsUnknown: false } egress || egress.Rules.Any(static rule => rule.IsPartlyUnknown)))
            return null;

        var toDns = sections
            .SelectMany(static section => section.Egress!.Rules.Select(rule => (section.Policy, Rule: rule)))
            .Where(static item => item.Rule.Ports?.Any(PolicyQuestions.IsDnsPort) != false)
            .ToImmutableArray();
        if (toDns.Any(item => item.Rule.Peers is not { } peers || (!isOnNode && peers.Any(peer => MayBeDns(peer, item.Policy, item.Rule)))))
            return null;
        foreach (var (policy, rule) in toDns)
        {
            if (rule.Peers?.FirstOrDefault(IsImdsBlock) is { } peer)
                return (peer, policy, isOnNode);
        }

        return null;
    }

    /// <summary>A block that takes the metadata service out: all the rest is meant to be reached.</summary>
    private static bool IsImdsBlock(PolicyPeer peer) =>
        peer.IpBlock?.Except.Any(static except => except.Cidr?.Contains(MetadataService.Address) == true) == true;

    /// <summary>Pods of another resolver have other labels; who names the port of DNS knows them.</summary>
    private static bool MayBeDns(PolicyPeer peer, NetworkPolicy policy, PolicyRule rule) =>
        PolicyQuestions.MayBeDnsPod(peer, policy.Namespace) || (peer.IpBlock is null && rule.Ports?.Any(PolicyQuestions.NamesDns) == true);

    private static bool UsesClusterDns(Workload workload)
    {
        var spec = WorkloadKind.TemplateOf(workload.Object)?["spec"] as YamlMapping;
        return spec?["dnsConfig"] is null && spec?["dnsPolicy"] is null or YamlScalar { Value: "ClusterFirst" };
    }
}
