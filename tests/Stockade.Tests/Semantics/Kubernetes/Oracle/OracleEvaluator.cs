namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>
/// NetworkPolicy from its specification alone, by trying concrete connections: every address at a boundary, every port, every pod with labels that
/// some rule mentions, with one nobody mentions, and without the label.
/// </summary>
internal sealed class OracleEvaluator(OracleCluster cluster)
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string Fresh = "fresh-value";

    private static readonly OracleCidr s_imds = new(false, 0xA9FEA9FE, 32);
    private static readonly OracleCidr s_publicIPv6 = new(true, UInt128.One << 125, 3);

    public (string Imds, string Ingress) Evaluate(OracleWorkload workload)
    {
        if (workload.HostNetwork)
            return ("reachable", "openWorld");
        var isReachable = MayConnect(Selecting(workload, "Egress"), workload, "Egress", s_imds.Address, "TCP", 80);
        return (isReachable ? "reachable" : "blocked", Ingress(workload));
    }

    private static bool MayConnect(List<OraclePolicy> policies, OracleWorkload workload, string direction, UInt128 outside, string protocol, int port) =>
        policies.Count == 0
        || policies.SelectMany(policy => RulesOf(policy, direction))
            .Any(rule => MatchesPort(rule, direction, workload, protocol, port, isOutside: true) && AllowsAddress(rule, false, outside));

    private string Ingress(OracleWorkload workload)
    {
        var policies = Selecting(workload, "Ingress");
        if (policies.Count == 0)
            return "openWorld";

        var widest = 0;
        var tried = new HashSet<string>();
        foreach (var protocol in (string[])["TCP", "UDP", "SCTP"])
        {
            foreach (var port in PortsToTry(policies, workload))
            {
                var rules = policies
                    .SelectMany(policy => RulesOf(policy, "Ingress").Select(rule => (Policy: policy, Rule: rule)))
                    .Where(pair => MatchesPort(pair.Rule, "Ingress", workload, protocol, port, isOutside: false))
                    .ToList();

                // The same rules allow the same peers.
                if (tried.Add(string.Join(',', rules.Select(pair => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Rule)))))
                    widest = Math.Max(widest, Classify(rules));
            }
        }

        return widest switch { 3 => "openWorld", 2 => "allNamespaces", 1 => "restricted", _ => "isolated" };
    }

    private int Classify(List<(OraclePolicy Policy, OracleRule Rule)> rules)
    {
        var four = CountAllowed(rules, isIPv6: false, 0, uint.MaxValue);
        var six = CountAllowed(rules, isIPv6: true, s_publicIPv6.First, s_publicIPv6.Last);
        if (four > UInt128.One << 31 || six > UInt128.One << 124)
            return 3;

        bool all = true, some = four > 0 || CountAllowed(rules, isIPv6: true, 0, UInt128.MaxValue) > 0;
        foreach (var (name, namespaceLabels, labels) in PodsToTry(rules))
        {
            var isAllowed = rules.Any(pair => AllowsPod(pair.Policy, pair.Rule, name, namespaceLabels, labels));
            all &= isAllowed;
            some |= isAllowed;
            if (some && !all)
                break;
        }

        return all ? 2 : some ? 1 : 0;
    }

    private List<OraclePolicy> Selecting(OracleWorkload workload, string direction) =>
        cluster.Policies
            .Where(policy => policy.Defect is null
                && policy.Namespace == workload.Namespace
                && Matches(policy.Selector, workload.Labels)
                && Governs(policy, direction))
            .ToList();

    private static bool Governs(OraclePolicy policy, string direction)
    {
        if (policy.Types is { Count: > 0 } types)
            return types.Contains(direction);
        return direction == "Ingress" || policy.Egress is { Count: > 0 };
    }

    private static List<OracleRule> RulesOf(OraclePolicy policy, string direction) => (direction == "Ingress" ? policy.Ingress : policy.Egress) ?? [];

    private static bool Matches(OracleSelector? selector, Dictionary<string, string> labels)
    {
        if (selector is null)
            return true;
        foreach (var (key, value) in selector.Labels)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
                return false;
        }

        foreach (var expression in selector.Expressions)
        {
            var isPresent = labels.TryGetValue(expression.Key, out var actual);
            var holds = expression.Operator switch
            {
                "In" => isPresent && expression.Values.Contains(actual!),
                "NotIn" => !isPresent || !expression.Values.Contains(actual!),
                "Exists" => isPresent,
                "DoesNotExist" => !isPresent,
                _ => throw new InvalidOperationException(expression.Operator),
            };
            if (!holds)
                return false;
        }

        return true;
    }

    private static bool MatchesPort(OracleRule rule, string direction, OracleWorkload workload, string protocol, int port, bool isOutside)
    {
        if (rule.Ports is not { Count: > 0 } entries)
            return true;
        foreach (var entry in entries)
        {
            if ((entry.Protocol ?? "TCP") != protocol)
                continue;
            if (entry.Name is null && entry.Number is null)
                return true;
            if (entry.Number is { } number && number <= port && port <= (entry.End ?? number))
                return true;
            if (entry.Name is { } name && direction == "Ingress" && !isOutside
                && workload.Ports.Any(candidate => candidate.Name == name && (candidate.Protocol ?? "TCP") == protocol && candidate.Number == port))
                return true;
        }

        return false;
    }

    private static bool AllowsAddress(OracleRule rule, bool isIPv6, UInt128 address)
    {
        if (rule.Peers is not { Count: > 0 } peers)
            return true;
        return peers.Any(peer => peer.Cidr is { } cidr
            && cidr.Contains(isIPv6, address)
            && !(peer.Except ?? []).Any(except => except.Contains(isIPv6, address)));
    }

    private static bool AllowsPod(OraclePolicy policy, OracleRule rule, string name, Dictionary<string, string> namespaceLabels, Dictionary<string, string> labels)
    {
        if (rule.Peers is not { Count: > 0 } peers)
            return true;
        return peers.Any(peer => peer.Cidr is null
            && (peer.Namespaces is null ? name == policy.Namespace : Matches(peer.Namespaces, namespaceLabels))
            && Matches(peer.Pods, labels));
    }

    private static UInt128 CountAllowed(List<(OraclePolicy Policy, OracleRule Rule)> rules, bool isIPv6, UInt128 first, UInt128 last)
    {
        var starts = new SortedSet<UInt128> { first };
        foreach (var peer in rules.SelectMany(pair => pair.Rule.Peers ?? []))
        {
            foreach (var cidr in (peer.Except ?? []).Append(peer.Cidr).OfType<OracleCidr>().Where(cidr => cidr.IsIPv6 == isIPv6))
            {
                starts.Add(cidr.First);
                if (cidr.Last < last)
                    starts.Add(cidr.Last + 1);
            }
        }

        var count = UInt128.Zero;
        var cuts = starts.Where(start => first <= start && start <= last).ToList();
        for (var index = 0; index < cuts.Count; index++)
        {
            var end = index + 1 < cuts.Count ? cuts[index + 1] - 1 : last;
            if (!rules.Any(pair => AllowsAddress(pair.Rule, isIPv6, cuts[index])))
                continue;
            var size = end - cuts[index];
            count = count > UInt128.MaxValue - size - 1 ? UInt128.MaxValue : count + size + 1;
            if (size == UInt128.MaxValue)
                return UInt128.MaxValue;
        }

        return count;
    }

    private static SortedSet<int> PortsToTry(List<OraclePolicy> policies, OracleWorkload workload)
    {
        var ports = new SortedSet<int> { 1, 65535, 23456 };
        foreach (var entry in policies.SelectMany(policy => RulesOf(policy, "Ingress")).SelectMany(rule => rule.Ports ?? []))
        {
            foreach (var number in (int?[])[entry.Number, entry.Number - 1, entry.Number + 1, entry.End, entry.End + 1])
            {
                if (number is >= 1 and <= 65535)
                    ports.Add(number.Value);
            }
        }

        ports.UnionWith(workload.Ports.Select(port => port.Number));
        return ports;
    }

    /// <summary>Every pod that the rules could tell from others.</summary>
    private IEnumerable<(string Name, Dictionary<string, string> NamespaceLabels, Dictionary<string, string> Labels)> PodsToTry(
        List<(OraclePolicy Policy, OracleRule Rule)> rules)
    {
        var peers = rules.SelectMany(pair => pair.Rule.Peers ?? []).ToList();
        var podSelectors = peers.Select(peer => peer.Pods).OfType<OracleSelector>().ToList();
        var namespaceSelectors = peers.Select(peer => peer.Namespaces).OfType<OracleSelector>().ToList();
        var names = rules.Select(pair => pair.Policy.Namespace)
            .Concat(cluster.Namespaces.Select(item => item.Name))
            .Concat(ValuesOf(namespaceSelectors, NameLabel).Where(IsDnsLabel))
            .Append(Fresh)
            .Distinct();
        foreach (var name in names)
        {
            var declared = cluster.Namespaces.Find(item => item.Name == name);
            var labelSets = declared is null
                ? LabelSets(KeysOf(namespaceSelectors).Where(key => key != NameLabel).ToList(), namespaceSelectors)
                : [declared.Labels];
            foreach (var labels in labelSets)
            {
                var namespaceLabels = new Dictionary<string, string>(labels) { [NameLabel] = name };
                foreach (var podLabels in LabelSets(KeysOf(podSelectors), podSelectors))
                    yield return (name, namespaceLabels, podLabels);
            }
        }
    }

    private static List<string> KeysOf(List<OracleSelector> selectors) =>
        selectors.SelectMany(selector => selector.Labels.Keys.Concat(selector.Expressions.Select(expression => expression.Key))).Distinct().ToList();

    private static IEnumerable<string> ValuesOf(List<OracleSelector> selectors, string key) =>
        selectors
            .SelectMany(selector => selector.Labels.Where(label => label.Key == key).Select(label => label.Value)
                .Concat(selector.Expressions.Where(expression => expression.Key == key).SelectMany(expression => expression.Values)))
            .Distinct();

    private static IEnumerable<Dictionary<string, string>> LabelSets(List<string> keys, List<OracleSelector> selectors)
    {
        IEnumerable<Dictionary<string, string>> sets = [[]];
        foreach (var key in keys)
        {
            var values = ValuesOf(selectors, key).Append(Fresh).ToList();
            sets = sets.SelectMany(set => values.Select(value => new Dictionary<string, string>(set) { [key] = value }).Prepend(set)).ToList();
        }

        return sets;
    }

    private static bool IsDnsLabel(string name) =>
        name.Length is > 0 and <= 63 && name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') && name[0] != '-' && name[^1] != '-';
}
