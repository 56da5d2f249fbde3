namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>Random small clusters, built so that selectors, ranges and ports meet often.</summary>
internal sealed class OracleGenerator(Random random)
{
    private static readonly string[] s_namespaces = ["default", "shop", "kube-system", "elsewhere"];
    private static readonly string[] s_podKeys = ["app", "tier", "k8s.io/role"];
    private static readonly string[] s_namespaceKeys = ["team", "env"];
    private static readonly string[] s_values = ["a", "b", ""];
    private static readonly string[] s_kinds = ["Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet", "ReplicationController"];
    private static readonly string[] s_portNames = ["http", "web-1", "dns"];
    private static readonly int[] s_ports = [1, 53, 79, 80, 81, 443, 8080, 65535];

    private static readonly (bool IsIPv6, UInt128 Address, int Prefix)[] s_blocks =
    [
        (false, 0, 0), (false, 0x0A0A0000, 0), (false, 0, 1), (false, 0x80000000, 1), (false, 0x80000001, 1), (false, 0x0A000000, 8),
        (false, 0xA9FE0000, 16), (false, 0xA9FEA9FE, 32), (false, 0xA9FEA9FE, 31), (false, 0xA9FEA9FF, 16), (false, 0xA9FEA900, 24), (false, 0xC0000000, 2),
        (false, 0x7FFFFFFF, 32), (false, 0xFFFFFFFF, 32), (false, 0, 32), (false, 0xA0000000, 3), (false, 0xA9FEA9FD, 32), (false, 0xA9FEA9FC, 30), (false, 0xA9FEA9FF, 32),
        (true, 0, 0), (true, UInt128.One << 125, 3), (true, UInt128.One << 125, 4), (true, new UInt128(0x3000000000000000, 0), 4),
        (true, new UInt128(0x3000000000000000, 1), 128), (true, new UInt128(0xfd00000000000000, 0), 8), (true, UInt128.One << 127, 1), (true, 0, 1),
        (true, new UInt128(0, 0x00000000A9FEA9FE), 128), (true, new UInt128(0x20010db800000000, 0x1234), 32),
    ];

    private static readonly string[] s_defects =
    [
        "cidr-text", "cidr-comment", "cidr-octet", "cidr-bare", "cidr-prefix", "cidr-zero", "cidr-mapped", "cidr-missing", "except-equal", "except-outside", "except-family",
        "block-and-selector", "empty-peer", "null-peer", "quoted-port", "port-zero", "port-big", "end-below", "end-alone", "end-named", "protocol-case",
        "protocol-icmp", "type-case", "type-third", "operator-case", "in-empty", "exists-values", "label-number", "label-bool", "label-spelling", "old-version",
        "port-name-case", "from-mapping", "selector-list",
    ];

    public OracleCluster Next()
    {
        var names = s_namespaces.Take(2 + random.Next(2)).ToList();
        var cluster = new OracleCluster([], [], []);
        foreach (var name in s_namespaces)
        {
            if (random.Next(3) == 0)
                cluster.Namespaces.Add(new OracleNamespace(name, Labels(s_namespaceKeys)));
        }

        for (var index = 1 + random.Next(2); index > 0; index--)
            cluster.Workloads.Add(Workload($"w{index}", names[random.Next(2)]));
        for (var index = random.Next(5); index > 0; index--)
            cluster.Policies.Add(Policy($"p{index}", random.Next(6) == 0 ? Pick(s_namespaces) : names[random.Next(2)]));
        return cluster;
    }

    private OracleWorkload Workload(string name, string @namespace)
    {
        var ports = new List<OracleContainerPort>();
        for (var index = random.Next(3); index > 0; index--)
            ports.Add(new OracleContainerPort(Pick(s_portNames), Protocol(), Pick(s_ports)));
        return new OracleWorkload(Pick(s_kinds), name, @namespace, Labels(s_podKeys), random.Next(25) == 0, ports.DistinctBy(port => (port.Number, port.Protocol ?? "TCP")).ToList());
    }

    private OraclePolicy Policy(string name, string @namespace)
    {
        List<string>? types = random.Next(8) switch
        {
            0 or 1 => null,
            2 => [],
            3 => ["Ingress"],
            4 => ["Egress"],
            5 => ["Egress", "Ingress"],
            6 => random.Next(4) == 0 ? ["Ingress", "Ingress"] : ["Ingress", "Egress"],
            _ => ["Ingress", "Egress"],
        };
        var defect = random.Next(12) == 0 ? Pick(s_defects) : null;
        return new OraclePolicy(name, @namespace, random.Next(2) == 0 ? Wide() : Selector(s_podKeys), types, Rules(), Rules(), defect);
    }

    private OracleSelector? Wide() => random.Next(3) == 0 ? null : new OracleSelector([], []);

    private List<OracleRule>? Rules() =>
        random.Next(6) == 0 ? null : Enumerable.Range(0, random.Next(4) switch { 0 => 0, 3 => 3, _ => 1 }).Select(_ => new OracleRule(Peers(), Ports())).ToList();

    private List<OraclePeer>? Peers() =>
        random.Next(7) switch
        {
            0 => random.Next(2) == 0 ? null : [],
            1 => [Peer(), Peer(), Peer()],
            2 or 3 => [Peer(), Peer()],
            _ => [Peer()],
        };

    private OraclePeer Peer()
    {
        switch (random.Next(7))
        {
            case 0:
                return new OraclePeer(PeerSelector(s_podKeys), null, null, null);
            case 1:
            case 2:
                return new OraclePeer(null, PeerSelector(s_namespaceKeys), null, null);
            case 3:
                return new OraclePeer(PeerSelector(s_podKeys), PeerSelector(s_namespaceKeys), null, null);
            default:
                var (isIPv6, address, prefix) = Pick(s_blocks);
                var cidr = new OracleCidr(isIPv6, address, prefix);
                return new OraclePeer(null, null, cidr, random.Next(2) == 0 ? Exceptions(cidr) : null);
        }
    }

    private List<OracleCidr> Exceptions(OracleCidr cidr)
    {
        var exceptions = new List<OracleCidr>();
        var bits = cidr.IsIPv6 ? 128 : 32;
        for (var index = random.Next(4); index > 0 && cidr.Prefix < bits; index--)
        {
            // Either a listed block inside, or a half of what is there: two halves eat up the whole.
            var listed = s_blocks.Select(block => new OracleCidr(block.IsIPv6, block.Address, block.Prefix))
                .Where(block => block.IsIPv6 == cidr.IsIPv6 && block.Prefix > cidr.Prefix && cidr.Contains(cidr.IsIPv6, block.First)).ToList();
            var half = new OracleCidr(cidr.IsIPv6, cidr.First | (random.Next(2) == 0 ? 0 : UInt128.One << (bits - cidr.Prefix - 1)), cidr.Prefix + 1);
            exceptions.Add(listed.Count > 0 && random.Next(3) > 0 ? listed[random.Next(listed.Count)] : half);
        }

        return exceptions;
    }

    private OracleSelector PeerSelector(string[] keys)
    {
        if (random.Next(3) == 0)
            return new OracleSelector([], []);
        if (keys == s_namespaceKeys && random.Next(3) == 0)
            return NamedNamespaces();

        // Single expressions on one key often make up everybody together, or just fail to.
        if (random.Next(3) == 0)
            return new OracleSelector([], [Expression(keys[..1])]);
        return Selector(keys);
    }

    private OracleSelector NamedNamespaces()
    {
        const string Label = "kubernetes.io/metadata.name";
        string[] names = [.. s_namespaces, "No-Such-Name", "unheard-of"];
        var selector = random.Next(5) switch
        {
            0 => new OracleSelector(new Dictionary<string, string> { [Label] = Pick(names) }, []),
            1 => new OracleSelector([], [new OracleExpression(Label, "In", [Pick(names), Pick(names)])]),
            2 => new OracleSelector([], [new OracleExpression(Label, "NotIn", [Pick(names)])]),
            3 => new OracleSelector([], [new OracleExpression(Label, "Exists", [])]),
            _ => new OracleSelector([], [new OracleExpression(Label, "DoesNotExist", [])]),
        };
        if (random.Next(3) == 0)
            selector.Expressions.Add(Expression(s_namespaceKeys));
        return selector;
    }

    private OracleSelector Selector(string[] keys)
    {
        var selector = new OracleSelector(random.Next(2) == 0 ? [] : Labels(keys), []);
        for (var index = random.Next(3); index > 0; index--)
            selector.Expressions.Add(Expression(keys));
        return selector;
    }

    private OracleExpression Expression(string[] keys)
    {
        var key = keys[random.Next(Math.Min(2, keys.Length))];
        return random.Next(4) switch
        {
            0 => new OracleExpression(key, "In", Values()),
            1 => new OracleExpression(key, "NotIn", Values()),
            2 => new OracleExpression(key, "Exists", []),
            _ => new OracleExpression(key, "DoesNotExist", []),
        };
    }

    private List<string> Values() => Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Pick(s_values)).ToList();

    private Dictionary<string, string> Labels(string[] keys)
    {
        var labels = new Dictionary<string, string>();
        foreach (var key in keys.Take(2))
        {
            if (random.Next(5) < 2)
                labels[key] = Pick(s_values);
        }

        if (keys.Length > 2 && random.Next(8) == 0)
            labels[keys[2]] = Pick(s_values);
        return labels;
    }

    private List<OraclePort>? Ports() =>
        random.Next(6) switch
        {
            0 or 1 => null,
            2 => [],
            3 => [Port(), Port()],
            _ => [Port()],
        };

    private OraclePort Port()
    {
        var first = Pick(s_ports);
        return random.Next(7) switch
        {
            0 => new OraclePort(Protocol(), null, null, null),
            1 => new OraclePort(Protocol(), null, null, Pick(s_portNames)),
            2 or 3 => new OraclePort(Protocol(), first, s_ports.Where(port => port >= first).ElementAt(random.Next(s_ports.Count(port => port >= first))), null),
            _ => new OraclePort(Protocol(), first, null, null),
        };
    }

    private string? Protocol() => random.Next(6) switch { 0 => "UDP", 1 => "SCTP", 2 or 3 => "TCP", _ => null };

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];
}
