namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>Takes parts out of a failing cluster as long as it keeps failing.</summary>
internal static class OracleShrinker
{
    public static OracleCluster Shrink(OracleCluster cluster, Func<OracleCluster, bool> fails)
    {
        while (Smaller(cluster).FirstOrDefault(fails) is { } smaller)
            cluster = smaller;
        return cluster;
    }

    private static IEnumerable<OracleCluster> Smaller(OracleCluster cluster)
    {
        foreach (var list in Without(cluster.Policies))
            yield return cluster with { Policies = list };
        foreach (var list in Without(cluster.Workloads))
            yield return cluster with { Workloads = list };
        foreach (var list in Without(cluster.Namespaces))
            yield return cluster with { Namespaces = list };
        foreach (var list in Each(cluster.Policies, Smaller))
            yield return cluster with { Policies = list };
        foreach (var list in Each(cluster.Workloads, Smaller))
            yield return cluster with { Workloads = list };
    }

    private static IEnumerable<OracleWorkload> Smaller(OracleWorkload workload)
    {
        if (workload.Kind != "Pod")
            yield return workload with { Kind = "Pod" };
        foreach (var ports in Without(workload.Ports))
            yield return workload with { Ports = ports };
        foreach (var key in workload.Labels.Keys)
            yield return workload with { Labels = workload.Labels.Where(label => label.Key != key).ToDictionary() };
    }

    private static IEnumerable<OraclePolicy> Smaller(OraclePolicy policy)
    {
        foreach (var rules in Without(policy.Ingress).Concat(Each(policy.Ingress, Smaller)))
            yield return policy with { Ingress = rules };
        foreach (var rules in Without(policy.Egress).Concat(Each(policy.Egress, Smaller)))
            yield return policy with { Egress = rules };
        foreach (var selector in Smaller(policy.Selector))
            yield return policy with { Selector = selector };
    }

    private static IEnumerable<OracleRule> Smaller(OracleRule rule)
    {
        if (rule.Ports is { Count: > 0 })
            yield return rule with { Ports = null };
        foreach (var ports in Without(rule.Ports))
            yield return rule with { Ports = ports };
        foreach (var peers in Without(rule.Peers).Concat(Each(rule.Peers, Smaller)))
            yield return rule with { Peers = peers };
    }

    private static IEnumerable<OraclePeer> Smaller(OraclePeer peer)
    {
        foreach (var except in Without(peer.Except))
            yield return peer with { Except = except };
        foreach (var selector in Smaller(peer.Pods))
            yield return peer with { Pods = selector };
        foreach (var selector in Smaller(peer.Namespaces))
            yield return peer with { Namespaces = selector };
    }

    private static IEnumerable<OracleSelector> Smaller(OracleSelector? selector)
    {
        if (selector is null)
            yield break;
        foreach (var key in selector.Labels.Keys)
            yield return selector with { Labels = selector.Labels.Where(label => label.Key != key).ToDictionary() };
        foreach (var expressions in Without(selector.Expressions))
            yield return selector with { Expressions = expressions };
    }

    private static IEnumerable<List<T>> Without<T>(List<T>? list) =>
        Enumerable.Range(0, list?.Count ?? 0).Select(index => list!.Where((_, other) => other != index).ToList());

    private static IEnumerable<List<T>> Each<T>(List<T>? list, Func<T, IEnumerable<T>> smaller) =>
        Enumerable.Range(0, list?.Count ?? 0).SelectMany(index => smaller(list![index]).Select(item => list.Select((old, other) => other == index ? item : old).ToList()));
}
