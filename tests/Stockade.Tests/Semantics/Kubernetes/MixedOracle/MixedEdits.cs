namespace Stockade.Tests.Semantics.Kubernetes.MixedOracle;

/// <summary>Clusters like a given one: smaller ones, and ones with a value that cannot be read.</summary>
internal static class MixedEdits
{
    private const string Mark = "${X}";

    private static readonly string[] s_values = ["a", "b", "zz"];
    private static readonly string[] s_names = ["shop", "other", "kube-system", "zz"];
    private static readonly string[] s_accounts = ["default", "robot", "zz"];
    private static readonly string[] s_actions = ["Allow", "Deny", "Pass"];
    private static readonly string[] s_entities = ["all", "world", "world-ipv4", "world-ipv6", "cluster", "host", "none"];
    private static readonly int[] s_ports = [53, 54, 79, 80, 81, 443, 8080, 9999];

    private static readonly MixedCidr[] s_cidrs =
    [
        new(false, 0, 0), new(false, 0, 1), new(false, 0x80000000, 1), new(false, 0xA9FEA9FE, 32), new(false, 0x0A000000, 8), new(true, 0, 0),
        new(true, UInt128.One << 125, 3), new(true, 7, 128),
    ];

    public static MixedCluster Shrink(MixedCluster cluster, Func<MixedCluster, bool> fails)
    {
        while (Smaller(cluster).FirstOrDefault(fails) is { } smaller)
            cluster = smaller;
        return cluster;
    }

    /// <summary>Null where the chosen kind of value does not occur.</summary>
    public static (MixedCluster Marked, List<MixedCluster> Readings)? Mask(MixedCluster cluster, Random random)
    {
        var slots = Slots(cluster).ToList();
        return slots.Count == 0 ? null : slots[random.Next(slots.Count)];
    }

    private static IEnumerable<MixedCluster> Smaller(MixedCluster cluster) =>
        Without(cluster.Policies).Select(list => cluster with { Policies = list })
            .Concat(Without(cluster.Namespaces).Select(list => cluster with { Namespaces = list }))
            .Concat(Without(cluster.Workload.Ports).Select(list => cluster with { Workload = cluster.Workload with { Ports = list } }))
            .Concat(cluster.Workload.Labels.Keys.Select(key => cluster with { Workload = cluster.Workload with { Labels = cluster.Workload.Labels.Where(label => label.Key != key).ToDictionary() } }))
            .Concat(Each(cluster.Policies, policy => Each(policy.Clauses, clause => Smaller(clause, policy.Tier.Length > 0)).Concat(policy.Clauses.Count > 1 ? Without(policy.Clauses) : []).Select(list => policy with { Clauses = list }))
                .Select(list => cluster with { Policies = list }));

    private static IEnumerable<MixedClause> Smaller(MixedClause clause, bool needsPeers) =>
        Without(clause.Ingress).Concat(Each(clause.Ingress, rule => Smaller(rule, needsPeers))).Select(list => clause with { Ingress = list })
            .Concat(Without(clause.Egress).Concat(Each(clause.Egress, rule => Smaller(rule, needsPeers))).Select(list => clause with { Egress = list }))
            .Concat(Without(clause.Pods.Requirements).Select(list => clause with { Pods = new MixedSelector(list) }))
            .Concat(Without(clause.Namespaces.Requirements).Select(list => clause with { Namespaces = new MixedSelector(list) }));

    private static IEnumerable<MixedRule> Smaller(MixedRule rule, bool needsPeers) =>
        (rule.Ports is null ? [] : new[] { rule with { Ports = null } })
            .Concat(Without(rule.Ports).Where(static list => list.Count > 0).Select(list => rule with { Ports = list }))
            .Concat(Without(rule.Peers).Where(list => !needsPeers || list.Count > 0).Select(list => rule with { Peers = list }))
            .Concat(Each(rule.Peers, Smaller).Select(list => rule with { Peers = list }));

    private static IEnumerable<MixedPeer> Smaller(MixedPeer peer) =>
        Without(peer.Except).Select(list => peer with { Except = list })
            .Concat(Without(peer.Pods?.Requirements).Select(list => peer with { Pods = new MixedSelector(list) }))
            .Concat(peer.Namespaces is { Requirements.Count: > 1 } ? Without(peer.Namespaces.Requirements).Select(list => peer with { Namespaces = new MixedSelector(list) }) : []);

    private static IEnumerable<(MixedCluster, List<MixedCluster>)> Slots(MixedCluster cluster)
    {
        foreach (var key in cluster.Workload.Labels.Keys)
            yield return Fill(Mark, s_values, value => cluster with { Workload = cluster.Workload with { Labels = new Dictionary<string, string>(cluster.Workload.Labels) { [key] = value } } });
        foreach (var space in cluster.Namespaces.Where(static item => item.Team is not null))
            yield return Fill(Mark, s_values, value => cluster with { Namespaces = Replace(cluster.Namespaces, space, space with { Team = value }) });
        foreach (var policy in cluster.Policies)
        {
            if (policy.Kind is "AdminNetworkPolicy" or "ClusterNetworkPolicy")
                yield return Fill(-1, [0, 1, 2, 3, 4], value => cluster with { Policies = Replace(cluster.Policies, policy, policy with { Priority = value }) });
            foreach (var clause in policy.Clauses)
            {
                foreach (var slot in Slots(clause, policy, changed => cluster with { Policies = Replace(cluster.Policies, policy, policy with { Clauses = Replace(policy.Clauses, clause, changed) }) }))
                    yield return slot;
            }
        }
    }

    private static IEnumerable<(MixedCluster, List<MixedCluster>)> Slots(MixedClause clause, MixedPolicy policy, Func<MixedClause, MixedCluster> build)
    {
        foreach (var slot in SelectorSlots(clause.Pods, changed => build(clause with { Pods = changed })).Concat(SelectorSlots(clause.Namespaces, changed => build(clause with { Namespaces = changed }))))
            yield return slot;
        foreach (var rule in clause.Ingress ?? [])
        {
            foreach (var slot in Slots(rule, policy, changed => build(clause with { Ingress = Replace(clause.Ingress!, rule, changed) })))
                yield return slot;
        }

        foreach (var rule in clause.Egress ?? [])
        {
            foreach (var slot in Slots(rule, policy, changed => build(clause with { Egress = Replace(clause.Egress!, rule, changed) })))
                yield return slot;
        }
    }

    private static IEnumerable<(MixedCluster, List<MixedCluster>)> Slots(MixedRule rule, MixedPolicy policy, Func<MixedRule, MixedCluster> build)
    {
        if (policy.Tier.Length > 0)
            yield return Fill(Mark, policy.Kind == "BaselineAdminNetworkPolicy" ? s_actions[..2] : s_actions, value => build(rule with { Action = value }));
        foreach (var port in rule.Ports ?? [])
        {
            if (port is { First: > 0, Last: null })
                yield return Fill(-1, policy.IsCilium ? [.. s_ports, 0] : s_ports, value => build(rule with { Ports = Replace(rule.Ports!, port, port with { First = value }) }));
        }

        foreach (var peer in rule.Peers ?? [])
        {
            foreach (var slot in PeerSlots(peer, changed => build(rule with { Peers = Replace(rule.Peers!, peer, changed) })))
                yield return slot;
        }
    }

    private static IEnumerable<(MixedCluster, List<MixedCluster>)> PeerSlots(MixedPeer peer, Func<MixedPeer, MixedCluster> build)
    {
        if (peer.Form == "entity")
            yield return Fill(Mark, s_entities, value => build(peer with { Word = value }));
        if (peer.Cidr is not null)
        {
            var possible = s_cidrs.Where(cidr => peer.Except.All(except => except.IsIPv6 == cidr.IsIPv6 && except.Prefix > cidr.Prefix && cidr.Contains(cidr.IsIPv6, except.First))).ToArray();
            if (possible.Length > 0)
                yield return Fill(new MixedCidr(false, 0, -1), possible, value => build(peer with { Cidr = value }));
        }

        foreach (var slot in SelectorSlots(peer.Pods, changed => build(peer with { Pods = changed })).Concat(SelectorSlots(peer.Namespaces, changed => build(peer with { Namespaces = changed }))))
            yield return slot;
    }

    private static IEnumerable<(MixedCluster, List<MixedCluster>)> SelectorSlots(MixedSelector? selector, Func<MixedSelector, MixedCluster> build)
    {
        foreach (var requirement in selector?.Requirements ?? [])
        {
            var values = requirement.Key.EndsWith("name", StringComparison.Ordinal) ? s_names : requirement.Key.EndsWith("account", StringComparison.Ordinal) ? s_accounts : s_values;
            for (var index = 0; index < requirement.Values.Count; index++)
            {
                var at = index;
                yield return Fill(Mark, values, value => build(new MixedSelector(Replace(
                    selector!.Requirements, requirement, requirement with { Values = requirement.Values.Select((old, i) => i == at ? value : old).ToList() }))));
            }
        }
    }

    private static (MixedCluster, List<MixedCluster>) Fill<T>(T mark, T[] values, Func<T, MixedCluster> build) => (build(mark), values.Select(build).ToList());

    private static IEnumerable<List<T>> Without<T>(List<T>? list) =>
        Enumerable.Range(0, list?.Count ?? 0).Select(index => list!.Where((_, other) => other != index).ToList());

    private static IEnumerable<List<T>> Each<T>(List<T>? list, Func<T, IEnumerable<T>> smaller) =>
        Enumerable.Range(0, list?.Count ?? 0).SelectMany(index => smaller(list![index]).Select(item => list.Select((old, other) => other == index ? item : old).ToList()));

    private static List<T> Replace<T>(List<T> list, T old, T changed)
        where T : class => list.Select(item => ReferenceEquals(item, old) ? changed : item).ToList();
}
