namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>Makes one value of a cluster unreadable, and gives the clusters it may stand for.</summary>
internal static class OracleUnknowns
{
    public const string Mark = "${X}";
    public const int NumberMark = -1;

    private static readonly string[] s_values = ["a", "b", "", "zz"];
    private static readonly string[] s_names = ["default", "shop", "kube-system", "elsewhere", "zz"];
    private static readonly int[] s_ports = [1, 2, 53, 54, 79, 80, 81, 443, 8080, 9999, 65535];

    private static readonly OracleCidr[] s_cidrs =
    [
        new(false, 0, 0), new(false, 0, 1), new(false, 0x80000000, 1), new(false, 0xA9FEA9FE, 32), new(false, 0x0A000000, 8), new(false, 0x08080808, 32),
        new(true, 0, 0), new(true, UInt128.One << 125, 3), new(true, UInt128.One << 125, 4), new(true, new UInt128(0x3000000000000000, 0), 4), new(true, 7, 128),
    ];

    public static OracleCidr CidrMark { get; } = new(false, 0, -1);

    /// <summary>Null where the chosen kind of value does not occur.</summary>
    public static (OracleCluster Marked, List<OracleCluster> Readings)? Choose(OracleCluster cluster, Random random)
    {
        var slots = Slots(cluster).ToList();
        return slots.Count == 0 ? null : slots[random.Next(slots.Count)]();
    }

    private static IEnumerable<Func<(OracleCluster, List<OracleCluster>)?>> Slots(OracleCluster cluster)
    {
        for (var index = 0; index < cluster.Workloads.Count; index++)
        {
            var workload = cluster.Workloads[index];
            foreach (var key in workload.Labels.Keys)
                yield return Fill(s_values, value => WithWorkload(cluster, workload, workload with { Labels = With(workload.Labels, key, value) }));
        }

        foreach (var policy in cluster.Policies)
        {
            foreach (var slot in SelectorSlots(policy.Selector))
                yield return Fill(s_values, value => WithPolicy(cluster, policy, policy with { Selector = slot.Set(value) }));
            foreach (var rule in policy.Ingress ?? [])
            {
                foreach (var slot in RuleSlots(rule, changed => WithPolicy(cluster, policy, policy with { Ingress = Replace(policy.Ingress!, rule, changed) })))
                    yield return slot;
            }

            foreach (var rule in policy.Egress ?? [])
            {
                foreach (var slot in RuleSlots(rule, changed => WithPolicy(cluster, policy, policy with { Egress = Replace(policy.Egress!, rule, changed) })))
                    yield return slot;
            }
        }
    }

    private static IEnumerable<Func<(OracleCluster, List<OracleCluster>)?>> RuleSlots(OracleRule rule, Func<OracleRule, OracleCluster> build)
    {
        foreach (var port in rule.Ports ?? [])
        {
            if (port is { Number: not null, End: null })
                yield return () => (Build(NumberMark), s_ports.Select(Build).ToList());
            OracleCluster Build(int number) => build(rule with { Ports = Replace(rule.Ports!, port, port with { Number = number }) });
        }

        foreach (var peer in rule.Peers ?? [])
        {
            foreach (var slot in SelectorSlots(peer.Pods))
                yield return Fill(s_values, value => BuildPeer(peer with { Pods = slot.Set(value) }));
            foreach (var slot in SelectorSlots(peer.Namespaces))
                yield return Fill(slot.IsName ? s_names : s_values, value => BuildPeer(peer with { Namespaces = slot.Set(value) }));
            if (peer.Cidr is not null)
            {
                var possible = s_cidrs.Where(cidr => (peer.Except ?? []).All(except => except.IsIPv6 == cidr.IsIPv6 && except.Prefix > cidr.Prefix && cidr.Contains(cidr.IsIPv6, except.First)));
                yield return () => (BuildPeer(peer with { Cidr = CidrMark }), possible.Select(cidr => BuildPeer(peer with { Cidr = cidr })).ToList());
            }

            OracleCluster BuildPeer(OraclePeer changed) => build(rule with { Peers = Replace(rule.Peers!, peer, changed) });
        }
    }

    private static IEnumerable<(bool IsName, Func<string, OracleSelector> Set)> SelectorSlots(OracleSelector? selector)
    {
        foreach (var key in selector?.Labels.Keys ?? Enumerable.Empty<string>())
            yield return (key.EndsWith(".name", StringComparison.Ordinal), value => selector! with { Labels = With(selector.Labels, key, value) });
        foreach (var expression in selector?.Expressions ?? [])
        {
            for (var index = 0; index < expression.Values.Count; index++)
            {
                var at = index;
                yield return (
                    expression.Key.EndsWith(".name", StringComparison.Ordinal),
                    value => selector! with
                    {
                        Expressions = Replace(selector.Expressions, expression, expression with { Values = expression.Values.Select((old, i) => i == at ? value : old).ToList() }),
                    });
            }
        }
    }

    private static Func<(OracleCluster, List<OracleCluster>)?> Fill(string[] values, Func<string, OracleCluster> build) => () => (build(Mark), values.Select(build).ToList());

    private static Dictionary<string, string> With(Dictionary<string, string> labels, string key, string value) => new(labels) { [key] = value };

    private static OracleCluster WithWorkload(OracleCluster cluster, OracleWorkload old, OracleWorkload changed) =>
        cluster with { Workloads = Replace(cluster.Workloads, old, changed) };

    private static OracleCluster WithPolicy(OracleCluster cluster, OraclePolicy old, OraclePolicy changed) => cluster with { Policies = Replace(cluster.Policies, old, changed) };

    private static List<T> Replace<T>(List<T> list, T old, T changed)
        where T : class => list.Select(item => ReferenceEquals(item, old) ? changed : item).ToList();
}
