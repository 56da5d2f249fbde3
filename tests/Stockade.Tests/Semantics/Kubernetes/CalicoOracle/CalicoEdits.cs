namespace Stockade.Tests.Semantics.Kubernetes.CalicoOracle;

/// <summary>Clusters like a given one: smaller ones, and ones with a value that cannot be read.</summary>
internal static class CalicoEdits
{
    private const string Mark = "${X}";

    private static readonly string[] s_values = ["a", "ab", "zz"];
    private static readonly double?[] s_orders = [1, 15, 999, 1001, 5000];
    private static readonly CalicoCidr s_unreadable = new(false, 0, -1);

    private static readonly CalicoCidr[] s_cidrs = [new(false, 0, 0), new(false, 0, 1), new(false, 0x80000000, 1), new(false, 0xA9FEA9FE, 32), new(false, 0x0A000000, 8)];

    public static CalicoCluster Shrink(CalicoCluster cluster, Func<CalicoCluster, bool> fails)
    {
        while (Smaller(cluster).FirstOrDefault(fails) is { } smaller)
            cluster = smaller;
        return cluster;
    }

    /// <summary>Null where there is nothing to make unreadable.</summary>
    public static (CalicoCluster Marked, List<CalicoCluster> Readings)? Mask(CalicoCluster cluster, Random random)
    {
        var slots = Slots(cluster).ToList();
        return slots.Count == 0 ? null : slots[random.Next(slots.Count)];
    }

    private static IEnumerable<CalicoCluster> Smaller(CalicoCluster cluster) =>
        Without(cluster.Policies).Select(list => cluster with { Policies = list })
            .Concat(Without(cluster.Namespaces).Select(list => cluster with { Namespaces = list }))
            .Concat(Without(cluster.Sets).Select(list => cluster with { Sets = list }))
            .Concat(Without(cluster.Workload.Ports).Select(list => cluster with { Workload = cluster.Workload with { Ports = list } }))
            .Concat(Each(cluster.Policies, Smaller).Select(list => cluster with { Policies = list }));

    private static IEnumerable<CalicoObject> Smaller(CalicoObject policy)
    {
        if (policy.Selector is not null)
            yield return policy with { Selector = null };
        if (policy.NamespaceSelector is not null)
            yield return policy with { NamespaceSelector = null };
        if (policy.Account is not null)
            yield return policy with { Account = null };
        foreach (var list in Without(policy.Ingress).Concat(Each(policy.Ingress, rule => Smaller(rule, policy.IsCalico))))
            yield return policy with { Ingress = list };
        foreach (var list in Without(policy.Egress).Concat(Each(policy.Egress, rule => Smaller(rule, policy.IsCalico))))
            yield return policy with { Egress = list };
    }

    private static IEnumerable<CalicoOracleRule> Smaller(CalicoOracleRule rule, bool isCalico)
    {
        if (rule.Subject is not null)
            yield return rule with { Subject = null };
        if (rule.Ports.Count + rule.NotPorts.Count > 0)
            yield return rule with { Ports = [], NotPorts = [] };
        else if (rule.Protocol is not null)
            yield return rule with { Protocol = null };
        if (rule.NotProtocol is not null)
            yield return rule with { NotProtocol = null };
        if (!isCalico)
            yield break;
        if (rule.IPVersion is not null)
            yield return rule with { IPVersion = null };
        foreach (var list in Without(rule.Peer.Nets))
            yield return rule with { Peer = rule.Peer with { Nets = list } };
        foreach (var list in Without(rule.Peer.NotNets))
            yield return rule with { Peer = rule.Peer with { NotNets = list } };
        if (rule.Peer.Selector is not null)
            yield return rule with { Peer = rule.Peer with { Selector = null } };
        if (rule.Peer.NotSelector is not null)
            yield return rule with { Peer = rule.Peer with { NotSelector = null } };
        if (rule.Peer.NamespaceSelector is not null)
            yield return rule with { Peer = rule.Peer with { NamespaceSelector = null } };
        if (rule.Peer.Accounts.Count > 0)
            yield return rule with { Peer = rule.Peer with { Accounts = [] } };
    }

    private static IEnumerable<(CalicoCluster, List<CalicoCluster>)> Slots(CalicoCluster cluster)
    {
        foreach (var key in cluster.Workload.Labels.Keys)
            yield return Fill(Mark, s_values, value => cluster with { Workload = cluster.Workload with { Labels = new Dictionary<string, string>(cluster.Workload.Labels) { [key] = value } } });
        yield return Fill(Mark, ["default", "robot", "zz"], value => cluster with { Workload = cluster.Workload with { Account = value } });
        foreach (var space in cluster.Namespaces.Where(static item => item.Team is not null))
            yield return Fill(Mark, s_values, value => cluster with { Namespaces = Replace(cluster.Namespaces, space, space with { Team = value }) });
        foreach (var tier in cluster.Tiers)
        {
            yield return Fill(double.NaN, s_orders, value => cluster with { Tiers = Replace(cluster.Tiers, tier, tier with { Order = value }) });
            yield return Fill(Mark, ["Deny", "Pass"], value => cluster with { Tiers = Replace(cluster.Tiers, tier, tier with { Default = value }) });
        }

        foreach (var set in cluster.Sets)
        {
            yield return Fill(Mark, s_values, value => cluster with { Sets = Replace(cluster.Sets, set, set with { Role = value }) });
            yield return Fill(s_unreadable, s_cidrs, value => cluster with { Sets = Replace(cluster.Sets, set, set with { Nets = [value] }) });
        }

        foreach (var slot in cluster.Policies.SelectMany(policy => Slots(policy, changed => cluster with { Policies = Replace(cluster.Policies, policy, changed) })))
            yield return slot;
    }

    private static IEnumerable<(CalicoCluster, List<CalicoCluster>)> Slots(CalicoObject policy, Func<CalicoObject, CalicoCluster> build)
    {
        if (policy.IsCalico && policy.Order is not null)
            yield return Fill(double.NaN, s_orders, value => build(policy with { Order = value }));
        if (policy.IsCalico && policy.Types is [var only])
            yield return Fill(Mark, ["Ingress", "Egress"], value => build(policy with { Types = [value] }));
        foreach (var slot in ExpressionSlots(policy.Selector, changed => build(policy with { Selector = changed })).Concat(ExpressionSlots(policy.NamespaceSelector, changed => build(policy with { NamespaceSelector = changed }))))
            yield return slot;
        foreach (var slot in (policy.Ingress ?? []).SelectMany(rule => Slots(rule, policy, changed => build(policy with { Ingress = Replace(policy.Ingress!, rule, changed) }))))
            yield return slot;
        foreach (var slot in (policy.Egress ?? []).SelectMany(rule => Slots(rule, policy, changed => build(policy with { Egress = Replace(policy.Egress!, rule, changed) }))))
            yield return slot;
    }

    private static IEnumerable<(CalicoCluster, List<CalicoCluster>)> Slots(CalicoOracleRule rule, CalicoObject policy, Func<CalicoOracleRule, CalicoCluster> build)
    {
        if (policy.IsCalico)
            yield return Fill(Mark, ["Allow", "Deny", "Pass", "Log"], value => build(rule with { Action = value }));
        if (policy.IsCalico && rule.Ports is [var port])
            yield return Fill(Mark, ["80", "53", "8080", "1:79"], value => build(rule with { Ports = [value] }));
        if (policy.IsCalico && rule.NotPorts is [var other])
            yield return Fill(Mark, ["80", "53", "8080", "1:79"], value => build(rule with { NotPorts = [value] }));
        if (rule.Peer.Nets is [{ IsIPv6: false }] && rule.Peer.NotNets.TrueForAll(static net => !net.IsIPv6))
            yield return Fill(s_unreadable, s_cidrs, value => build(rule with { Peer = rule.Peer with { Nets = [value] } }));
        if (rule.Peer.NotNets is [{ IsIPv6: false }])
            yield return Fill(s_unreadable, s_cidrs, value => build(rule with { Peer = rule.Peer with { NotNets = [value] } }));
        var slots = ExpressionSlots(rule.Peer.Selector, changed => build(rule with { Peer = rule.Peer with { Selector = changed } }))
            .Concat(ExpressionSlots(rule.Peer.NotSelector, changed => build(rule with { Peer = rule.Peer with { NotSelector = changed } })))
            .Concat(ExpressionSlots(rule.Peer.NamespaceSelector, changed => build(rule with { Peer = rule.Peer with { NamespaceSelector = changed } })))
            .Concat(ExpressionSlots(rule.Subject, changed => build(rule with { Subject = changed })));
        foreach (var slot in slots)
            yield return slot;
    }

    private static IEnumerable<(CalicoCluster, List<CalicoCluster>)> ExpressionSlots(CalicoExpression? expression, Func<CalicoExpression, CalicoCluster> build)
    {
        if (expression is null)
            yield break;
        var values = expression.Key.StartsWith("projectcalico.org/name", StringComparison.Ordinal) ? new[] { "shop", "other", "zz" } : s_values;
        for (var index = 0; index < expression.Values.Count; index++)
        {
            var at = index;
            yield return Fill(Mark, values, value => build(expression with { Values = [.. expression.Values.Select((old, i) => i == at ? value : old)] }));
        }

        foreach (var slot in expression.Items.SelectMany(item => ExpressionSlots(item, changed => build(expression with { Items = Replace(expression.Items, item, changed) }))))
            yield return slot;
    }

    private static (CalicoCluster, List<CalicoCluster>) Fill<T>(T mark, T[] values, Func<T, CalicoCluster> build) => (build(mark), values.Select(build).ToList());

    private static IEnumerable<List<T>> Without<T>(List<T>? list) =>
        Enumerable.Range(0, list?.Count ?? 0).Select(index => list!.Where((_, other) => other != index).ToList());

    private static IEnumerable<List<T>> Each<T>(List<T>? list, Func<T, IEnumerable<T>> smaller) =>
        Enumerable.Range(0, list?.Count ?? 0).SelectMany(index => smaller(list![index]).Select(item => list.Select((old, other) => other == index ? item : old).ToList()));

    private static List<T> Replace<T>(List<T> list, T old, T changed)
        where T : class => list.Select(item => ReferenceEquals(item, old) ? changed : item).ToList();
}
