using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What of a policy the engine of a cluster does not enforce.</summary>
internal static class EngineLimits
{
    private const string NoEffect = "has no effect";
    private const string Npm = "Azure Network Policy Manager";

    private static readonly string[] s_entries = ["ingress", "ingressDeny", "egress", "egressDeny"];

    public static IEnumerable<EngineLimit> Of(Policy policy, ManagedCluster cluster)
    {
        if (PolicyEnforcement.By(cluster.Engine).Of(policy.Kind) == Truth.False)
            return [new EngineLimit(policy.Object.NameLocation, NoEffect, $"the engine of cluster '{cluster.Name}' is {NameOf(cluster.Engine)}, which does not read this kind")];
        return cluster.Engine switch
        {
            NetworkPolicyEngine.Azure => [.. OfIPv6(policy, cluster), .. OfWindows(policy, cluster)],
            NetworkPolicyEngine.Cilium => OfAcns(policy, cluster),
            _ => [],
        };
    }

    private static IEnumerable<EngineLimit> OfIPv6(Policy policy, ManagedCluster cluster)
    {
        if (PolicyEnforcement.IPv6Block(policy) is { } block)
            yield return new EngineLimit(block.CidrLocation, NoEffect, $"{Npm} of cluster '{cluster.Name}' drops a policy with an IPv6 block");
    }

    /// <summary>What is not translated for Windows nodes (Azure/azure-container-networking, npm/pkg/controlplane/translation).</summary>
    private static IEnumerable<EngineLimit> OfWindows(Policy policy, ManagedCluster cluster)
    {
        if (policy is not NetworkPolicy own || !cluster.State.NodePools.Any(static pool => pool.IsWindows is Truth.True))
            yield break;
        foreach (var (location, what) in UnsupportedOnWindows(own).Take(1))
            yield return new EngineLimit(location, NoEffect + " on Windows nodes", $"{Npm} of cluster '{cluster.Name}' drops a policy with {what} there");
    }

    private static IEnumerable<(SourceLocation Location, string What)> UnsupportedOnWindows(NetworkPolicy policy)
    {
        var rules = new[] { policy.Ingress, policy.Egress }.OfType<PolicyDirection>().SelectMany(static section => section.Rules).ToArray();
        foreach (var peer in rules.SelectMany(static rule => rule.Peers ?? []))
        {
            if (peer.IpBlock is { Except: [var except, ..] })
                yield return (except.Location, "'except'");
            foreach (var selector in new[] { peer.PodSelector, peer.NamespaceSelector }.OfType<LabelSelector>().Where(IsNegative))
                yield return (selector.Location ?? peer.Location, "a negative selector");
        }

        if (IsNegative(policy.PodSelector))
            yield return (policy.PodSelector.Location ?? policy.Object.NameLocation, "a negative selector");
        foreach (var rule in rules)
        {
            foreach (var port in rule.Ports ?? [])
            {
                if (port.PortName is not null)
                    yield return (port.Location, "a named port");
                else if (port.Protocol == Protocol.Sctp)
                    yield return (port.Location, "SCTP");
            }
        }
    }

    private static bool IsNegative(LabelSelector selector) =>
        selector.Requirements.Any(static requirement => requirement.Operator is LabelOperator.NotIn or LabelOperator.DoesNotExist);

    /// <summary>
    /// Names and layer 7 take Advanced Container Networking Services; without it Cilium on AKS drops what such a rule would look into
    /// (learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium). Layer 7 is not taken in policies of the whole cluster.
    /// </summary>
    private static IEnumerable<EngineLimit> OfAcns(Policy policy, ManagedCluster cluster)
    {
        var isClusterwide = policy.Kind is PolicyKinds.CiliumClusterwideNetworkPolicy;
        if (policy.Kind is not PolicyKinds.CiliumNetworkPolicy && !isClusterwide)
            yield break;
        foreach (var entry in EntriesOf(policy.Object.Node))
        {
            if (entry.Find("toFQDNs") is { } names && cluster.State.Acns is Truth.False)
                yield return new EngineLimit(names.Key.Location, "allows no name", Missing(cluster, "toFQDNs"));
            foreach (var port in (entry["toPorts"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
            {
                if (port.Find("rules") is not { } rules)
                    continue;
                if (isClusterwide)
                    yield return new EngineLimit(rules.Key.Location, "allows nothing there", "AKS takes no layer 7 rules in a policy of the whole cluster");
                else if (cluster.State.Acns is Truth.False)
                    yield return new EngineLimit(rules.Key.Location, "allows nothing there", Missing(cluster, "layer 7 rules"));
            }
        }
    }

    private static string Missing(ManagedCluster cluster, string what) =>
        $"cluster '{cluster.Name}' lacks Advanced Container Networking Services, which {what} need";

    private static IEnumerable<YamlMapping> EntriesOf(YamlMapping node)
    {
        var rules = ((node["specs"] as YamlSequence)?.Items ?? []).Prepend(node["spec"]).OfType<YamlMapping>();
        return rules.SelectMany(static rule => s_entries.SelectMany(name => (rule[name] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []));
    }

    private static string NameOf(NetworkPolicyEngine engine) => engine switch
    {
        NetworkPolicyEngine.Azure => Npm,
        _ => engine.ToString(),
    };
}
