namespace Stockade.Tests.Semantics.Kubernetes.MixedOracle;

/// <summary>Random small clusters with policies of several kinds, built so that they meet often.</summary>
internal sealed class MixedGenerator(Random random, string[] kinds)
{
    private static readonly string[] s_namespaces = ["shop", "other", "kube-system"];
    private static readonly string[] s_values = ["a", "b"];
    private static readonly string[] s_protocols = ["TCP", "UDP", "SCTP"];
    private static readonly string[] s_entities =
        ["all", "world", "world", "world-ipv4", "world-ipv6", "cluster", "cluster", "host", "remote-node", "kube-apiserver", "ingress", "init", "health", "unmanaged", "none"];

    private static readonly int[] s_ports = [53, 79, 80, 81, 443, 8080];

    private static readonly (bool IsIPv6, UInt128 Address, int Prefix)[] s_blocks =
    [
        (false, 0, 0), (false, 0, 0), (false, 0, 1), (false, 0x80000000, 1), (false, 0x0A000000, 8), (false, 0xA9FE0000, 16), (false, 0xA9FEA9FE, 32),
        (false, 0xA9FEA9FD, 32), (false, 0xC0000000, 2), (true, 0, 0), (true, UInt128.One << 125, 3), (true, UInt128.One << 125, 4),
    ];

    public MixedCluster Next()
    {
        var namespaces = s_namespaces.Where(_ => random.Next(3) == 0).Select(name => new MixedNamespace(name, random.Next(3) == 0 ? null : Pick(s_values))).ToList();
        var labels = new Dictionary<string, string>();
        foreach (var key in (string[])["app", "tier"])
        {
            if (random.Next(4) > 0)
                labels[key] = Pick(s_values);
        }

        var ports = new List<MixedContainerPort>();
        foreach (var name in (string[])["http", "dns"])
        {
            if (random.Next(2) == 0)
                ports.Add(new MixedContainerPort(name, Pick(s_protocols), Pick(s_ports)));
        }

        var workload = new MixedWorkload(random.Next(3) == 0 ? "other" : "shop", labels, random.Next(2) == 0 ? "default" : "robot", ports);
        var cluster = new MixedCluster(namespaces, workload, []);
        for (var index = 1 + random.Next(4); index > 0; index--)
            cluster.Policies.Add(Policy($"p{index}", Pick(kinds)));

        // A closed door shows what the others open.
        if (random.Next(3) == 0 && kinds.Contains("NetworkPolicy"))
            cluster.Policies.Add(new MixedPolicy("NetworkPolicy", "closed", workload.Namespace, "", 0, [new MixedClause(new MixedSelector([]), new MixedSelector([]), null, null, true, random.Next(2) == 0)]));

        // Only one BaselineAdminNetworkPolicy can exist.
        var baseline = cluster.Policies.Where(policy => policy.Kind == "BaselineAdminNetworkPolicy").Skip(1).ToList();
        cluster.Policies.RemoveAll(baseline.Contains);
        return cluster;
    }

    private MixedPolicy Policy(string name, string kind)
    {
        var isCluster = kind is not ("NetworkPolicy" or "CiliumNetworkPolicy");
        var tier = kind switch
        {
            "AdminNetworkPolicy" => "Admin",
            "BaselineAdminNetworkPolicy" => "Baseline",
            "ClusterNetworkPolicy" => random.Next(2) == 0 ? "Admin" : "Baseline",
            _ => "",
        };
        var clauses = new List<MixedClause>();
        for (var count = kind.StartsWith("Cilium", StringComparison.Ordinal) && random.Next(4) == 0 ? 2 : 1; count > 0; count--)
            clauses.Add(Clause(kind, isCluster, tier));
        return new MixedPolicy(kind, kind == "BaselineAdminNetworkPolicy" ? "default" : name, isCluster ? "" : random.Next(4) == 0 ? "other" : "shop", tier, random.Next(4), clauses);
    }

    private MixedClause Clause(string kind, bool isCluster, string tier)
    {
        var isCilium = kind.StartsWith("Cilium", StringComparison.Ordinal);
        var pods = random.Next(2) == 0 ? new MixedSelector([]) : Selector(isCilium && random.Next(4) == 0 ? ["io.cilium.k8s.policy.serviceaccount"] : ["app", "tier"], 2);
        var namespaces = isCluster && random.Next(3) == 0 ? Namespaces() : new MixedSelector([]);
        var ingress = Rules(kind, isEgress: false, tier);
        var egress = Rules(kind, isEgress: true, tier);
        return kind switch
        {
            "NetworkPolicy" => new MixedClause(namespaces, pods, ingress, egress, random.Next(3) > 0, random.Next(3) > 0) is var clause && clause is { IngressFlag: false, EgressFlag: false }
                ? clause with { IngressFlag = true, EgressFlag = true }
                : clause,
            _ when isCilium => new MixedClause(namespaces, pods, ingress, egress, Flag(), Flag()),
            _ => new MixedClause(namespaces, pods, ingress, egress, null, null),
        };
    }

    private bool? Flag() => random.Next(5) switch { 0 or 1 => false, 2 => true, _ => null };

    private List<MixedRule>? Rules(string kind, bool isEgress, string tier)
    {
        var count = random.Next(5) - 1;
        return count < 0 ? null : Enumerable.Range(0, count).Select(_ => Rule(kind, isEgress, tier)).ToList();
    }

    private MixedRule Rule(string kind, bool isEgress, string tier)
    {
        var isCilium = kind.StartsWith("Cilium", StringComparison.Ordinal);
        var action = kind == "NetworkPolicy" ? "Allow"
            : isCilium ? (random.Next(3) == 0 ? "Deny" : "Allow")
            : kind == "BaselineAdminNetworkPolicy" ? Pick("Allow", "Deny") : Pick("Allow", "Deny", "Pass");
        var hasPorts = random.Next(3) == 0;
        var form = isCilium ? Pick("pods", "pods", "cidr", "entity", "entity", "nodes") : tier.Length > 0 ? (isEgress ? Pick("pods", "cidr", "cidr", "nodes") : "pods") : Pick("pods", "cidr");
        List<MixedPeer>? peers = random.Next(6) switch
        {
            0 when tier.Length == 0 => null,
            1 when tier.Length == 0 => [],
            _ => Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Peer(kind == "NetworkPolicy" ? Pick("pods", "cidr") : form, kind)).ToList(),
        };
        var hasBlocks = isEgress && peers?.Any(peer => peer.Form is "cidr" or "nodes") == true;
        var ports = hasPorts ? Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Port(isCilium, tier, mayBeNamed: tier.Length == 0 || !hasBlocks)).ToList() : null;
        var icmp = isCilium && ports is null && random.Next(12) == 0;
        return new MixedRule(action, peers, ports, icmp);
    }

    private MixedPeer Peer(string form, string kind)
    {
        switch (form)
        {
            case "pods":
                var isCluster = kind is not ("NetworkPolicy" or "CiliumNetworkPolicy");
                var namespaces = isCluster ? (random.Next(2) == 0 ? Namespaces() : new MixedSelector([])) : random.Next(2) == 0 ? Namespaces() : null;
                var pods = random.Next(2) == 0 ? new MixedSelector([]) : Selector(["app", "tier"], 2);
                return new MixedPeer(form, namespaces, pods, null, [], "");
            case "cidr":
                var cidr = Cidr();
                var inside = s_blocks.Select(block => new MixedCidr(block.IsIPv6, block.Address, block.Prefix))
                    .Where(block => block.IsIPv6 == cidr.IsIPv6 && block.Prefix > cidr.Prefix && cidr.Contains(block.IsIPv6, block.First)).ToList();
                var mayExcept = kind is "NetworkPolicy" || kind.StartsWith("Cilium", StringComparison.Ordinal);
                return new MixedPeer(form, null, null, cidr, mayExcept && inside.Count > 0 && random.Next(2) == 0 ? [inside[random.Next(inside.Count)]] : [], "");
            case "entity":
                return new MixedPeer(form, null, null, null, [], Pick(s_entities));
            default:
                return new MixedPeer(form, null, null, null, [], "");
        }
    }

    private MixedCidr Cidr()
    {
        var (isIPv6, address, prefix) = s_blocks[random.Next(s_blocks.Length)];
        return new MixedCidr(isIPv6, address, prefix);
    }

    private MixedPort Port(bool isCilium, string tier, bool mayBeNamed)
    {
        var protocol = isCilium && random.Next(2) == 0 ? "ANY" : Pick(s_protocols);
        var first = Pick(s_ports);
        return random.Next(6) switch
        {
            0 when mayBeNamed => new MixedPort(tier.Length > 0 ? "ANY" : protocol, null, null, Pick("http", "dns", "none")),
            1 => new MixedPort(protocol, first, first + 1 + random.Next(30), null),
            2 when isCilium => new MixedPort(protocol, 0, null, null),
            2 when tier.Length == 0 => new MixedPort(protocol, null, null, null),
            _ => new MixedPort(protocol, first, null, null),
        };
    }

    private MixedSelector Namespaces() => random.Next(2) == 0 ? Selector(["team"], 2) : Selector(["kubernetes.io/metadata.name"], 1);

    private MixedSelector Selector(string[] keys, int most)
    {
        var requirements = new List<MixedRequirement>();
        for (var count = 1 + random.Next(most); count > 0; count--)
        {
            var key = Pick(keys);
            var values = key.EndsWith("name", StringComparison.Ordinal) ? s_namespaces : key.EndsWith("account", StringComparison.Ordinal) ? ["default", "robot"] : s_values;
            requirements.Add(random.Next(4) switch
            {
                0 => new MixedRequirement(key, "NotIn", [Pick(values)]),
                1 => new MixedRequirement(key, Pick("Exists", "DoesNotExist"), []),
                _ => new MixedRequirement(key, "In", values.Where(_ => random.Next(2) == 0).DefaultIfEmpty(values[0]).ToList()),
            });
        }

        return new MixedSelector(requirements);
    }

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
