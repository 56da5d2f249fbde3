using System.Globalization;

namespace Stockade.Tests.Semantics.Kubernetes.CalicoOracle;

/// <summary>
/// Calico's policies from their documentation alone, by trying concrete connections one by one. A pod that could exist has any address, too; an allowance
/// by addresses alone is taken to say nothing of pods.
/// </summary>
internal sealed class CalicoEvaluator(CalicoCluster cluster, Dictionary<string, string?> undeclared)
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string AccountLabel = "projectcalico.org/serviceaccount";
    private const string SpaceLabel = "projectcalico.org/namespace";
    private const string Fresh = "fresh";

    private static readonly string[] s_answers = ["isolated", "restricted", "allNamespaces", "openWorld"];
    private static readonly UInt128 s_publicIPv6 = UInt128.One << 125;

    private readonly CalicoWorkload _workload = cluster.Workload;

    /// <summary>One evaluator for each of the labels that the namespaces of sets may have where no object tells. Of the workload's it is agreed that it has none.</summary>
    public static List<CalicoEvaluator> Of(CalicoCluster cluster)
    {
        var asksForTeams = cluster.Policies.SelectMany(static policy => (policy.Ingress ?? []).Concat(policy.Egress ?? []))
            .SelectMany(static rule => rule.Peer.NamespaceSelector?.Tests ?? []).Where(static test => test.Key == "team").ToList();
        List<Dictionary<string, string?>> readings = [[]];
        foreach (var name in cluster.Sets.Select(static set => set.Namespace).Where(static name => name.Length > 0).Distinct())
        {
            if (asksForTeams.Count > 0 && !cluster.Namespaces.Exists(item => item.Name == name))
                readings = [.. from reading in readings from team in Values(asksForTeams, "team") select new Dictionary<string, string?>(reading) { [name] = team }];
        }

        return [.. readings.Select(reading => new CalicoEvaluator(cluster, reading))];
    }

    public string Imds()
    {
        var tiers = TiersOf("Egress");
        var address = new CalicoSource(false, 0xA9FEA9FE, "", [], []);
        return MayConnect(tiers, Peers(tiers, address), Ports(tiers, "Egress", "TCP", 80)) ? "reachable" : "blocked";
    }

    /// <summary>Whether the answer of the other question hangs on the addresses that pods have.</summary>
    public bool DependsOnPodAddresses() => Selecting("Ingress").SelectMany(static policy => policy.Ingress ?? []).Any(rule =>
        ((rule.Peer.Nets.Count > 0 || rule.Peer.NotNets.Count > 0 || rule.IPVersion is not null) && (rule.Action != "Allow" || rule.Peer.HasSelectors))
        || (rule.Action != "Allow" && rule.Peer.HasSelectors && cluster.Sets.Count > 0));

    public string Ingress()
    {
        var tiers = TiersOf("Ingress");
        var rules = tiers.SelectMany(static tier => tier.Items).Select(static item => item.Rule).ToList();

        // Pods that the same rules mean are alike, and so are ports.
        var pods = PodsToTry(rules).Select(pod => Peers(tiers, pod)).DistinctBy(static peers => string.Concat(peers.Select(static peer => peer ? '1' : '0'))).ToList();
        var ports = (from protocol in (string[])["TCP", "UDP", "SCTP"] from port in PortsToTry(rules) select Ports(tiers, "Ingress", protocol, port))
            .DistinctBy(static matches => string.Concat(matches.Select(static match => match ? '1' : '0')));
        var four = Pieces(tiers, rules, isIPv6: false, 0, uint.MaxValue);
        var six = Pieces(tiers, rules, isIPv6: true, 0, UInt128.MaxValue);
        var widest = 0;
        foreach (var port in ports)
        {
            if (Count(tiers, four, port, 0, uint.MaxValue) > UInt128.One << 31 || Count(tiers, six, port, s_publicIPv6, s_publicIPv6 * 2 - 1) > UInt128.One << 124)
                return "openWorld";
            var all = pods.TrueForAll(pod => MayConnect(tiers, pod, port));
            var some = four.Concat(six).Any(piece => MayConnect(tiers, piece.Peers, port)) || pods.Exists(pod => MayConnect(tiers, pod, port));
            widest = Math.Max(widest, all ? 2 : some ? 1 : 0);
        }

        return s_answers[widest];
    }

    /// <summary>The tiers of the policies that select the workload, each with what its end does and its rules in order.</summary>
    private List<(bool Denies, List<(CalicoObject Policy, CalicoOracleRule Rule)> Items)> TiersOf(string direction) =>
        [.. Selecting(direction).GroupBy(static policy => policy.Tier).Select(tier => (
            TierOf(tier.First()).Denies,
            tier.SelectMany(policy => (direction == "Ingress" ? policy.Ingress : policy.Egress) ?? [], static (policy, rule) => (policy, rule)).Where(static item => item.rule.Action != "Log").ToList()))];

    private bool[] Peers(List<(bool Denies, List<(CalicoObject Policy, CalicoOracleRule Rule)> Items)> tiers, CalicoSource peer) =>
        [.. tiers.SelectMany(static tier => tier.Items).Select(item => MatchesWho(item.Policy, item.Rule, peer))];

    private bool[] Ports(List<(bool Denies, List<(CalicoObject Policy, CalicoOracleRule Rule)> Items)> tiers, string direction, string protocol, int port) =>
        [.. tiers.SelectMany(static tier => tier.Items).Select(item => MatchesWhat(item.Policy, item.Rule, direction, protocol, port))];

    /// <summary>Allow and Deny are final, Pass goes on to the next tier.</summary>
    private static bool MayConnect(List<(bool Denies, List<(CalicoObject Policy, CalicoOracleRule Rule)> Items)> tiers, bool[] peers, bool[] ports)
    {
        var start = 0;
        foreach (var (denies, items) in tiers)
        {
            var hit = Enumerable.Range(start, items.Count).Where(index => peers[index] && ports[index]).Select(index => items[index - start].Rule.Action).FirstOrDefault();
            start += items.Count;
            if (hit is "Allow" or "Deny")
                return hit == "Allow";
            if (hit is null && denies)
                return false;
        }

        return true;
    }

    /// <summary>The policies that select the workload for a direction, in the order in which they are asked.</summary>
    private List<CalicoObject> Selecting(string direction) =>
        [.. cluster.Policies.Where(policy => TypesOf(policy).Contains(direction) && Selects(policy))
            .OrderBy(policy => TierOf(policy).Order).ThenBy(static policy => policy.Tier, StringComparer.Ordinal)
            .ThenBy(static policy => policy.Order ?? double.PositiveInfinity).ThenBy(static policy => policy.Name, StringComparer.Ordinal)];

    private (double Order, bool Denies) TierOf(CalicoObject policy) => policy.Tier switch
    {
        "default" => (1_000_000, true),
        "kube-admin" => (1000, false),
        "kube-baseline" => (10_000_000, false),
        _ => cluster.Tiers.Find(tier => tier.Name == policy.Tier) is { } tier ? (tier.Order ?? double.PositiveInfinity, tier.Default != "Pass") : throw new InvalidOperationException(policy.Tier),
    };

    private static List<string> TypesOf(CalicoObject policy)
    {
        if (policy.Kind is "Admin" or "Baseline")
            return [.. policy.Ingress is { Count: > 0 } ? ["Ingress"] : Array.Empty<string>(), .. policy.Egress is { Count: > 0 } ? ["Egress"] : Array.Empty<string>()];
        if (policy.Types is { Count: > 0 } given)
            return given;
        if (policy.Kind == "Stored")
            return ["Ingress", "Egress"];
        return policy.Egress is not { Count: > 0 } ? ["Ingress"] : policy.Ingress is { Count: > 0 } ? ["Ingress", "Egress"] : ["Egress"];
    }

    private bool Selects(CalicoObject policy)
    {
        if (policy.Namespace.Length > 0 && policy.Namespace != _workload.Namespace)
            return false;
        return (policy.Selector is null || Matches(policy.Selector, Subject()))
            && (policy.NamespaceSelector is null || Matches(policy.NamespaceSelector, SubjectSpace()))
            && (policy.Account is null || policy.Account == _workload.Account);
    }

    private Dictionary<string, string> Subject() => PodLabels(_workload.Namespace, _workload.Labels, _workload.Account);

    private Dictionary<string, string> SubjectSpace() => SpaceLabels(_workload.Namespace, cluster.Namespaces.Find(item => item.Name == _workload.Namespace)?.Team);

    private string? TeamOf(string name) => cluster.Namespaces.Find(item => item.Name == name) is { } declared ? declared.Team : undeclared.GetValueOrDefault(name);

    private static Dictionary<string, string> PodLabels(string space, Dictionary<string, string> own, string account) =>
        new(own) { [SpaceLabel] = space, [AccountLabel] = account, ["projectcalico.org/orchestrator"] = "k8s" };

    private static Dictionary<string, string> SpaceLabels(string name, string? team)
    {
        var labels = new Dictionary<string, string> { [NameLabel] = name, ["projectcalico.org/name"] = name };
        if (team is not null)
            labels["team"] = team;
        return labels;
    }

    private bool MatchesWhat(CalicoObject policy, CalicoOracleRule rule, string direction, string protocol, int port)
    {
        if (rule.Protocol is not null && (policy.IsCalico ? Name(rule.Protocol) : rule.Protocol) != protocol || rule.NotProtocol is not null && Name(rule.NotProtocol) == protocol)
            return false;
        return (rule.Ports.Count == 0 || rule.Ports.Exists(text => MatchesPort(text, direction, protocol, port))) && !rule.NotPorts.Exists(text => MatchesPort(text, direction, protocol, port));
    }

    private bool MatchesWho(CalicoObject policy, CalicoOracleRule rule, CalicoSource peer) =>
        (rule.IPVersion is not { } version || version == (peer.IsIPv6 ? 6 : 4)) && (rule.Subject is null || Matches(rule.Subject, Subject())) && MatchesPeer(policy, rule, peer);

    private static string Name(string protocol) => protocol switch { "6" => "TCP", "17" => "UDP", "132" => "SCTP", _ => protocol.ToUpperInvariant() };

    private bool MatchesPort(string text, string direction, string protocol, int port)
    {
        if (char.IsAsciiLetter(text[0]))
            return direction == "Ingress" && _workload.Ports.Any(declared => declared.Name == text && declared.Protocol == protocol && declared.Number == port);
        var parts = text.Split(':').Select(static part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return parts[0] <= port && port <= parts[^1];
    }

    private bool MatchesPeer(CalicoObject policy, CalicoOracleRule rule, CalicoSource peer)
    {
        var side = rule.Peer;
        var isByAddress = side.Nets.Count > 0 || side.NotNets.Count > 0 || rule.IPVersion is not null;
        if (peer.IsPod && !side.HasSelectors && isByAddress && (rule.Action == "Allow" || !policy.IsCalico))
            return false;
        if (side.Nets.Count > 0 && !side.Nets.Any(net => net.Contains(peer)) || side.NotNets.Any(net => net.Contains(peer)))
            return false;
        if (!side.HasSelectors)
            return true;
        if (!policy.IsCalico)
        {
            var isOwnOnly = policy.Kind == "v1" && side.NamespaceSelector is null;
            return peer.IsPod
                && (isOwnOnly ? peer.Namespace == policy.Namespace : side.NamespaceSelector is null || Matches(side.NamespaceSelector, peer.NamespaceLabels))
                && (side.Selector is null || Matches(side.Selector, peer.Labels));
        }

        if (peer.IsPod && IsMeant(policy, side, peer.Labels, peer.Namespace, peer.NamespaceLabels))
            return true;

        // By labels a pod is no network set, but its address may lie in one; what is allowed so is not told.
        if (peer.IsPod && rule.Action == "Allow")
            return false;
        var sets = cluster.Sets.Where(set => set.Nets.Any(net => net.Contains(peer))).ToList();
        var isConfined = side.Selector is not null || side.NamespaceSelector is not null || side.Accounts.Count > 0 || policy.Namespace.Length > 0;
        if (peer.IsPod && !isConfined)
            return false;
        return (!isConfined || sets.Any(set => IsMeant(policy, side with { NotSelector = null }, SetLabels(set), set.Namespace, SetSpace(set))))
            && (side.NotSelector is null || !sets.Any(set => Matches(side.NotSelector, SetLabels(set))));
    }

    private static bool IsMeant(CalicoObject policy, CalicoOracleSide side, Dictionary<string, string> labels, string space, Dictionary<string, string> spaceLabels) =>
        (side.NamespaceSelector is not null ? Matches(side.NamespaceSelector, spaceLabels) : policy.Namespace.Length == 0 || policy.Namespace == space)
        && (side.Selector is null || Matches(side.Selector, labels))
        && (side.NotSelector is null || !Matches(side.NotSelector, labels))
        && (side.Accounts.Count == 0 || (labels.TryGetValue(AccountLabel, out var account) && side.Accounts.Contains(account)));

    private static Dictionary<string, string> SetLabels(CalicoSet set)
    {
        var labels = new Dictionary<string, string> { ["role"] = set.Role };
        if (set.Namespace.Length > 0)
            labels[SpaceLabel] = set.Namespace;
        return labels;
    }

    private Dictionary<string, string> SetSpace(CalicoSet set) =>
        set.Namespace.Length == 0 ? [] : SpaceLabels(set.Namespace, TeamOf(set.Namespace));

    private static bool Matches(CalicoExpression expression, Dictionary<string, string> labels)
    {
        var isPresent = labels.TryGetValue(expression.Key, out var value);
        return expression.Operator switch
        {
            "all" => true,
            "namespaced" => labels.ContainsKey(NameLabel),
            "global" => !labels.ContainsKey(NameLabel),
            "!" => !Matches(expression.Items[0], labels),
            "&&" => expression.Items.All(item => Matches(item, labels)),
            "||" => expression.Items.Exists(item => Matches(item, labels)),
            "has" => isPresent,
            "==" or "in" => isPresent && expression.Values.Contains(value!),
            "!=" or "not in" => !isPresent || !expression.Values.Contains(value!),
            "contains" => isPresent && value!.Contains(expression.Values[0], StringComparison.Ordinal),
            "starts with" => isPresent && value!.StartsWith(expression.Values[0], StringComparison.Ordinal),
            "ends with" => isPresent && value!.EndsWith(expression.Values[0], StringComparison.Ordinal),
            _ => throw new InvalidOperationException(expression.Operator),
        };
    }

    private List<(UInt128 First, UInt128 Last, bool[] Peers)> Pieces(
        List<(bool Denies, List<(CalicoObject Policy, CalicoOracleRule Rule)> Items)> tiers, List<CalicoOracleRule> rules, bool isIPv6, UInt128 first, UInt128 last)
    {
        var cuts = Cuts(rules, isIPv6).Append(first).Concat(isIPv6 ? [s_publicIPv6, s_publicIPv6 * 2] : []).Distinct().Order().ToList();
        return [.. cuts.Select((start, index) => (start, index + 1 < cuts.Count ? cuts[index + 1] - 1 : last, Peers(tiers, new CalicoSource(isIPv6, start, "", [], []))))];
    }

    private static UInt128 Count(
        List<(bool Denies, List<(CalicoObject Policy, CalicoOracleRule Rule)> Items)> tiers, List<(UInt128 First, UInt128 Last, bool[] Peers)> pieces, bool[] port, UInt128 first, UInt128 last)
    {
        var count = UInt128.Zero;
        foreach (var piece in pieces.Where(piece => piece.First >= first && piece.Last <= last && MayConnect(tiers, piece.Peers, port)))
            count += piece.Last - piece.First + 1;
        return count;
    }

    private IEnumerable<UInt128> Cuts(List<CalicoOracleRule> rules, bool isIPv6) =>
        rules.SelectMany(static rule => rule.Peer.Nets.Concat(rule.Peer.NotNets)).Concat(cluster.Sets.SelectMany(static set => set.Nets))
            .Where(net => net.IsIPv6 == isIPv6)
            .SelectMany(net => net.Last == (isIPv6 ? UInt128.MaxValue : uint.MaxValue) ? [net.First] : new[] { net.First, net.Last + 1 })
            .Append(UInt128.Zero).Distinct();

    private SortedSet<int> PortsToTry(List<CalicoOracleRule> rules)
    {
        var ports = new SortedSet<int>(_workload.Ports.Select(static port => port.Number)) { 23456 };
        foreach (var part in rules.SelectMany(static rule => rule.Ports.Concat(rule.NotPorts)).Where(static text => char.IsAsciiDigit(text[0])).SelectMany(static text => text.Split(':')))
        {
            var number = int.Parse(part, CultureInfo.InvariantCulture);
            ports.UnionWith(new[] { number - 1, number, number + 1 }.Where(static port => port is >= 1 and <= 65535));
        }

        return ports;
    }

    /// <summary>Every pod that the rules could tell from others, at every address they could.</summary>
    private IEnumerable<CalicoSource> PodsToTry(List<CalicoOracleRule> rules)
    {
        var own = rules.SelectMany(static rule => new[] { rule.Peer.Selector, rule.Peer.NotSelector }).OfType<CalicoExpression>().SelectMany(static item => item.Tests).ToList();
        var spaces = rules.Select(static rule => rule.Peer.NamespaceSelector).OfType<CalicoExpression>().SelectMany(static item => item.Tests).ToList();
        var names = Values(spaces, NameLabel).Concat(Values(spaces, "projectcalico.org/name")).Concat(Values(own, SpaceLabel)).OfType<string>()
            .Concat(cluster.Namespaces.Select(static item => item.Name)).Append(_workload.Namespace).Distinct();
        var accounts = rules.SelectMany(static rule => rule.Peer.Accounts).Append(Fresh).Concat(Values(own, AccountLabel).OfType<string>()).Distinct().ToList();
        var addresses = rules.TrueForAll(static rule => rule.Peer.Nets.Count == 0 && rule.Peer.NotNets.Count == 0 && rule.IPVersion is null) && cluster.Sets.Count == 0
            ? [(false, UInt128.Zero)]
            : Cuts(rules, isIPv6: false).Select(static start => (false, start)).Concat(Cuts(rules, isIPv6: true).Select(static start => (true, start)))
                .DistinctBy(address => NetsOf(rules, address.Item1, address.start)).ToList();
        var pods =
            from name in names
            let declared = cluster.Namespaces.Find(item => item.Name == name)
            from team in declared is not null ? [declared.Team] : Values(spaces, "team")
            from app in Values(own, "app")
            from tier in Values(own, "tier")
            from role in Values(own, "role")
            select (Name: name, Space: SpaceLabels(name, team), Labels: PodLabels(name, Given(("app", app), ("tier", tier), ("role", role)), ""));
        foreach (var pod in pods.DistinctBy(pod => LabelsOf(rules, pod.Name, pod.Space, pod.Labels)))
        {
            foreach (var (account, address) in from account in accounts from address in addresses select (account, address))
                yield return new CalicoSource(address.Item1, address.Item2, pod.Name, pod.Space, new Dictionary<string, string>(pod.Labels) { [AccountLabel] = account });
        }
    }

    private static Dictionary<string, string> Given(params (string Key, string? Value)[] labels) =>
        labels.Where(static label => label.Value is not null).ToDictionary(static label => label.Key, static label => label.Value!);

    /// <summary>What the selectors of the rules say of a pod; pods of which they say the same are alike.</summary>
    private string LabelsOf(List<CalicoOracleRule> rules, string name, Dictionary<string, string> space, Dictionary<string, string> labels)
    {
        var said = rules.SelectMany(rule => new[] { Says(rule.Peer.Selector, labels), Says(rule.Peer.NotSelector, labels), Says(rule.Peer.NamespaceSelector, space) });
        return string.Concat(said.Append(name == "shop" ? 's' : name == "other" ? 'o' : '-').Append(name == _workload.Namespace ? 'w' : '-'));

        static char Says(CalicoExpression? expression, Dictionary<string, string> labels) => expression is null || Matches(expression, labels) ? '1' : '0';
    }

    private string NetsOf(List<CalicoOracleRule> rules, bool isIPv6, UInt128 start)
    {
        var source = new CalicoSource(isIPv6, start, "", [], []);
        var nets = rules.SelectMany(static rule => rule.Peer.Nets.Concat(rule.Peer.NotNets)).Concat(cluster.Sets.SelectMany(static set => set.Nets));
        return string.Concat(nets.Select(net => net.Contains(source) ? '1' : '0').Append(isIPv6 ? '6' : '4'));
    }

    /// <summary>Absence, a fresh value, the values that are named, and values with the parts that are.</summary>
    private static List<string?> Values(List<CalicoExpression> tests, string key)
    {
        var named = tests.Where(test => test.Key == key).ToList();
        if (named.Count == 0)
            return [key is "app" or "tier" or "role" or "team" ? null : Fresh];
        var parts = named.Where(static test => test.Operator is "contains" or "starts with" or "ends with").Select(static test => test.Values[0]).Distinct().ToList();
        var made = parts.SelectMany(static part => new[] { part, $"q{part}", $"{part}q", $"q{part}q" }).Concat(from one in parts from other in parts where one != other select $"{one}q{other}");
        return [null, Fresh, .. named.SelectMany(static test => test.Values).Concat(made).Where(static value => value.All(char.IsAsciiLetterOrDigit)).Distinct()];
    }
}
