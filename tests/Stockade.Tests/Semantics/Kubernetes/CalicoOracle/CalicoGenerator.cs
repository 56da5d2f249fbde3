namespace Stockade.Tests.Semantics.Kubernetes.CalicoOracle;

/// <summary>Random small clusters with policies of Calico, beside those that Calico reads, built so that they meet often.</summary>
internal sealed class CalicoGenerator(Random random)
{
    private static readonly string[] s_spaces = ["shop", "other", "dev"];
    private static readonly string[] s_values = ["a", "ab", "b"];
    private static readonly string[] s_kinds = ["Calico", "Calico", "Stored", "Global", "Global", "v1", "v1", "Admin", "Baseline"];
    private static readonly double?[] s_orders = [null, null, 1, 500, 999.5, 1001, 2000];

    private static readonly CalicoCidr[] s_four =
        [new(false, 0, 0), new(false, 0, 0), new(false, 0, 1), new(false, 0x80000000, 1), new(false, 0x0A000000, 8), new(false, 0xA9FE0000, 16), new(false, 0xA9FEA9FE, 32)];

    private static readonly CalicoCidr[] s_six = [new(true, 0, 0), new(true, UInt128.One << 125, 3), new(true, UInt128.One << 125, 4)];

    public CalicoCluster Next()
    {
        var spaces = s_spaces.Where(_ => random.Next(3) == 0).Select(name => new CalicoSpace(name, random.Next(3) == 0 ? null : Pick(s_values))).ToList();
        var labels = new[] { "app", "tier" }.Where(_ => random.Next(4) > 0).ToDictionary(static key => key, _ => Pick(s_values));
        var ports = new[] { "http", "dns" }.Where(_ => random.Next(2) == 0).Select(name => new CalicoContainerPort(name, Pick("TCP", "UDP"), Pick(53, 80, 8080))).ToList();
        var workload = new CalicoWorkload(random.Next(3) == 0 ? "other" : "shop", labels, Pick("default", "robot"), ports);
        List<CalicoTierObject> tiers = [new("early", Pick<double?>(10, 20, 999), Pick(null, "Deny", "Pass")), new("late", Pick<double?>(null, 20, 2_000_000), Pick(null, "Pass"))];
        var sets = Enumerable.Range(0, random.Next(3)).Select(index => new CalicoSet($"s{index}", Pick("", "shop", "other"), Pick(s_values), [Pick(s_four[1..])])).ToList();
        var policies = Enumerable.Range(1, 1 + random.Next(4)).Select(index => Policy($"p{index}", Pick(s_kinds))).ToList();

        // Which of two admin policies of one priority goes first is not defined, and there is but one baseline.
        var admins = policies.Where(static policy => policy.Kind == "Admin").DistinctBy(static policy => policy.Order).Concat(policies.Where(static policy => policy.Kind == "Baseline").Take(1)).ToList();
        policies.RemoveAll(policy => policy.Kind is "Admin" or "Baseline" && !admins.Contains(policy));
        return new CalicoCluster(spaces, workload, tiers, sets, policies);
    }

    private CalicoObject Policy(string name, string kind)
    {
        var isCalico = kind is "Calico" or "Stored" or "Global";
        var tier = kind switch { "Admin" => "kube-admin", "Baseline" => "kube-baseline", "v1" => "default", _ => Pick("default", "default", "early", "late") };
        var order = kind switch { "Admin" => random.Next(4), "Baseline" => null, "v1" => 1000.0, _ => Pick(s_orders) };
        var space = kind is "Global" or "Admin" or "Baseline" ? "" : random.Next(4) == 0 ? "other" : "shop";
        var types = kind == "v1" || (isCalico && random.Next(2) == 0) ? Pick<List<string>>(["Ingress"], ["Egress"], ["Ingress", "Egress"]) : null;
        var selector = random.Next(2) == 0 ? null : isCalico ? Expression(["app", "tier", "projectcalico.org/namespace"], 2) : Conjunction(["app", "tier"]);
        var spaces = kind is "Global" or "Admin" or "Baseline" && random.Next(3) == 0 ? isCalico ? Expression(["team", "projectcalico.org/name"], 1) : Conjunction(["team"]) : null;
        return new CalicoObject(
            kind, name, space, tier, order, selector, spaces, isCalico && random.Next(8) == 0 ? Pick("default", "robot") : null, types, Rules(kind, isEgress: false), Rules(kind, isEgress: true));
    }

    private List<CalicoOracleRule>? Rules(string kind, bool isEgress)
    {
        var count = random.Next(5) - 1;
        return count < 0 ? null : Enumerable.Range(0, count).Select(_ => kind is "v1" or "Admin" or "Baseline" ? OtherRule(kind, isEgress) : Rule(kind, isEgress)).ToList();
    }

    private CalicoOracleRule Rule(string kind, bool isEgress)
    {
        var protocol = random.Next(2) == 0 ? null : Pick("TCP", "TCP", "UDP", "ICMP", "6");
        var hasPorts = protocol is "TCP" or "UDP" or "6" && random.Next(2) == 0;
        var hasSelectors = random.Next(2) == 0;
        var family = random.Next(3) == 0 ? s_six : s_four;
        var nets = random.Next(hasSelectors ? 4 : 2) == 0 ? Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Pick(family)).Distinct().ToList() : [];
        var notNets = random.Next(hasSelectors ? 8 : 4) == 0 ? new List<CalicoCidr> { Pick(family) } : [];
        int? version = hasSelectors || random.Next(8) > 0 ? null : nets.Concat(notNets).Any() ? (family == s_six ? 6 : 4) : Pick(4, 6);
        var side = new CalicoOracleSide(
            nets,
            notNets,
            hasSelectors && random.Next(3) > 0 ? Expression(["app", "tier", "role", "projectcalico.org/namespace"], 2) : null,
            hasSelectors && random.Next(5) == 0 ? Expression(["app", "role"], 1) : null,
            hasSelectors && random.Next(2) == 0 ? Spaces() : null,
            hasSelectors && random.Next(8) == 0 ? [Pick("default", "robot")] : []);
        var subject = random.Next(8) == 0 ? Expression(["app", "tier"], 1) : null;
        return new CalicoOracleRule(
            Pick("Allow", "Allow", "Allow", "Deny", "Deny", "Pass", "Log"), protocol, random.Next(8) == 0 ? Pick("TCP", "UDP", "ICMP") : null, version, side, subject,
            hasPorts ? Ports(kind) : [], hasPorts && random.Next(3) == 0 ? Ports(kind) : []);
    }

    private CalicoOracleRule OtherRule(string kind, bool isEgress)
    {
        var isBlock = random.Next(2) == 0 && (kind == "v1" || isEgress);
        var side = new CalicoOracleSide(
            isBlock ? [Pick(s_four)] : [], [], isBlock || random.Next(2) == 0 ? null : Conjunction(["app", "tier"]), null, isBlock ? null : random.Next(2) == 0 ? Conjunction(["team"]) : new CalicoExpression("all", "", [], []), []);
        var action = kind switch { "v1" => "Allow", "Baseline" => Pick("Allow", "Deny"), _ => Pick("Allow", "Deny", "Pass") };
        var ports = random.Next(3) == 0 ? new List<string> { Pick("80", "8080", "53") } : [];
        return new CalicoOracleRule(action, ports.Count > 0 ? Pick("TCP", "UDP") : null, null, null, side, null, ports, []);
    }

    private List<string> Ports(string kind) => Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Pick("80", "53", "1:79", "80:443", "8000:9000", kind == "Stored" ? "81" : "http", "dns", "none")).ToList();

    private CalicoExpression Spaces() => random.Next(3) switch
    {
        0 => new CalicoExpression("namespaced", "", [], []),
        1 => new CalicoExpression("global", "", [], []),
        _ => Expression(["team", "team", "projectcalico.org/name"], 1),
    };

    /// <summary>What podSelector can say: equalities and presence, all of which hold.</summary>
    private CalicoExpression Conjunction(string[] keys) => new("&&", "", [], [.. keys.Where(_ => random.Next(2) == 0).DefaultIfEmpty(keys[0]).Select(key => random.Next(4) switch
    {
        0 => new CalicoExpression("has", key, [], []),
        1 => new CalicoExpression("!=", key, [Pick(s_values)], []),
        _ => new CalicoExpression("==", key, [Pick(s_values)], []),
    })]);

    private CalicoExpression Expression(string[] keys, int depth)
    {
        if (depth > 0 && random.Next(3) == 0)
        {
            var operation = Pick("!", "&&", "||");
            return new CalicoExpression(operation, "", [], [.. Enumerable.Range(0, operation == "!" ? 1 : 2).Select(_ => Expression(keys, depth - 1))]);
        }

        var key = Pick(keys);
        var isName = key is "projectcalico.org/name" or "projectcalico.org/namespace";
        var values = isName ? s_spaces : s_values;
        return random.Next(10) switch
        {
            0 when !isName => new CalicoExpression("has", key, [], []),
            1 when key is not ("tier" or "team") => new CalicoExpression(Pick("contains", "starts with", "ends with"), key, [isName ? Pick("o", "d") : Pick("a", "b")], []),
            2 => new CalicoExpression("!=", key, [Pick(values)], []),
            3 => new CalicoExpression("not in", key, [Pick(values), Pick(values)], []),
            4 => new CalicoExpression("in", key, [Pick(values), Pick(values)], []),
            5 when !isName => new CalicoExpression(keys.Contains("team") ? "namespaced" : "all", "", [], []),
            _ => new CalicoExpression("==", key, [Pick(values)], []),
        };
    }

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
