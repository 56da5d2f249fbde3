namespace Stockade.Tests.Semantics.Kubernetes.MixedOracle;

/// <summary>
/// Policies of every kind together, from their specifications alone, by trying concrete connections one by one. An answer of several words is
/// one that the specifications leave open.
/// </summary>
internal sealed class MixedEvaluator(MixedCluster cluster)
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string AccountLabel = "io.cilium.k8s.policy.serviceaccount";
    private const string Fresh = "fresh-value";

    private static readonly string[] s_entities = ["host", "remote-node", "kube-apiserver", "ingress", "init", "health", "unmanaged"];
    private static readonly string[] s_answers = ["isolated", "restricted", "allNamespaces", "openWorld"];
    private static readonly UInt128 s_publicIPv6 = UInt128.One << 125;

    private readonly MixedWorkload _workload = cluster.Workload;

    public (string Imds, string Ingress) Evaluate() => (Join(Orders("Egress").Select(Imds)), Join(Orders("Ingress").Select(Ingress)));

    private static string Join(IEnumerable<string> answers) => string.Join('|', answers.Distinct().Order(StringComparer.Ordinal));

    /// <summary>The clauses that select the workload, in every order that priorities leave open.</summary>
    private IEnumerable<List<(MixedPolicy Policy, MixedClause Clause)>> Orders(string direction)
    {
        var selecting = cluster.Policies.SelectMany(policy => policy.Clauses.Where(clause => Selects(policy, clause)).Select(clause => (policy, clause)))
            .Where(item => RulesOf(item.policy, item.clause, direction) is not null).ToList();
        return Permutations(selecting.Where(item => item.policy.Tier.Length > 0).ToList())
            .Where(static order => Enumerable.Range(0, order.Count).All(i => Enumerable.Range(i + 1, order.Count - i - 1).All(j => MayPrecede(order[i].Policy, order[j].Policy))))
            .Select(order => order.Concat(selecting.Where(item => item.policy.Tier.Length == 0)).ToList());
    }

    private static bool MayPrecede(MixedPolicy first, MixedPolicy second) =>
        first.Tier != second.Tier || first.Kind == "BaselineAdminNetworkPolicy" || second.Kind == "BaselineAdminNetworkPolicy" || first.Priority <= second.Priority;

    private static IEnumerable<List<(MixedPolicy Policy, MixedClause Clause)>> Permutations(List<(MixedPolicy Policy, MixedClause Clause)> items)
    {
        if (items.Count == 0)
            return [[]];
        return items.SelectMany(item => Permutations(items.Where(other => other != item).ToList()).Select(rest => rest.Prepend(item).ToList()));
    }

    private bool Selects(MixedPolicy policy, MixedClause clause)
    {
        if (policy.Namespace.Length > 0 && policy.Namespace != _workload.Namespace)
            return false;
        var team = cluster.Namespaces.Find(item => item.Name == _workload.Namespace)?.Team;
        var labels = new Dictionary<string, string>(_workload.Labels) { [AccountLabel] = _workload.Account };
        return Matches(clause.Namespaces, NamespaceLabels(_workload.Namespace, team)) && Matches(clause.Pods, labels);
    }

    private static Dictionary<string, string> NamespaceLabels(string name, string? team)
    {
        var labels = new Dictionary<string, string> { [NameLabel] = name };
        if (team is not null)
            labels["team"] = team;
        return labels;
    }

    /// <summary>What a clause says of a direction; null where it does not govern it.</summary>
    private static List<MixedRule>? RulesOf(MixedPolicy policy, MixedClause clause, string direction)
    {
        var rules = direction == "Ingress" ? clause.Ingress : clause.Egress;
        if (policy.Kind == "NetworkPolicy")
            return (direction == "Ingress" ? clause.IngressFlag : clause.EgressFlag) == true ? rules ?? [] : null;
        return rules is { Count: > 0 } ? rules : null;
    }

    private static bool Isolates(MixedPolicy policy, MixedClause clause, string direction) =>
        policy.Kind == "NetworkPolicy" || (policy.IsCilium && (direction == "Ingress" ? clause.IngressFlag : clause.EgressFlag) != false);

    private string Imds(List<(MixedPolicy Policy, MixedClause Clause)> order)
    {
        var address = new MixedSource("address", false, 0xA9FEA9FE, "", [], [], "");
        return MayConnect(order, "Egress", address, "TCP", 80) ? "reachable" : "blocked";
    }

    /// <summary>Admin tier, then v1 and Cilium, then the baseline; what nothing decides is allowed.</summary>
    private bool MayConnect(List<(MixedPolicy Policy, MixedClause Clause)> order, string direction, MixedSource peer, string protocol, int port)
    {
        if (Ordered(order, "Admin", direction, peer, protocol, port) is { } admin)
            return admin;
        var middle = order.Where(item => item.Policy.Tier.Length == 0).ToList();
        var hits = middle.SelectMany(item => RulesOf(item.Policy, item.Clause, direction)!.Where(rule => MatchesRule(item.Policy, rule, direction, peer, protocol, port))).ToList();
        if (hits.Any(rule => rule.Action == "Deny"))
            return false;
        if (middle.Any(item => Isolates(item.Policy, item.Clause, direction)))
            return hits.Count > 0;
        return Ordered(order, "Baseline", direction, peer, protocol, port) ?? true;
    }

    private bool? Ordered(List<(MixedPolicy Policy, MixedClause Clause)> order, string tier, string direction, MixedSource peer, string protocol, int port)
    {
        foreach (var (policy, clause) in order.Where(item => item.Policy.Tier == tier))
        {
            foreach (var rule in RulesOf(policy, clause, direction)!)
            {
                if (MatchesRule(policy, rule, direction, peer, protocol, port))
                    return rule.Action == "Pass" ? null : rule.Action == "Allow";
            }
        }

        return null;
    }

    private bool MatchesRule(MixedPolicy policy, MixedRule rule, string direction, MixedSource peer, string protocol, int port)
    {
        if (rule.Icmp || !MatchesPort(policy, rule, direction, protocol, port))
            return false;
        if (rule.Peers is null)
            return !policy.IsCilium || rule.Ports is { Count: > 0 };
        return rule.Peers.Any(item => MatchesPeer(policy, item, peer)) || (rule.Peers.Count == 0 && policy.Kind == "NetworkPolicy");
    }

    private bool MatchesPort(MixedPolicy policy, MixedRule rule, string direction, string protocol, int port)
    {
        if (rule.Ports is not { Count: > 0 } ports)
            return true;
        return ports.Any(entry => (entry.Protocol == "ANY" || entry.Protocol == protocol)
            && (entry.Name is { } name
                ? direction == "Ingress" && _workload.Ports.Any(declared => declared.Name == name && declared.Protocol == protocol && declared.Number == port)
                : entry.First is not { } first || (policy.IsCilium && first == 0) || (first <= port && port <= (entry.Last ?? first))));
    }

    private static bool MatchesPeer(MixedPolicy policy, MixedPeer item, MixedSource peer)
    {
        switch (item.Form)
        {
            case "cidr":
                return peer.Form == "address" && item.Cidr!.Contains(peer.IsIPv6, peer.Address) && !item.Except.Any(except => except.Contains(peer.IsIPv6, peer.Address));
            case "entity":
                return item.Word switch
                {
                    "all" => true,
                    "cluster" => peer.Form != "address",
                    "world" => peer.Form == "address",
                    "world-ipv4" => peer.Form == "address" && !peer.IsIPv6,
                    "world-ipv6" => peer.Form == "address" && peer.IsIPv6,
                    _ => peer.Form == "entity" && peer.Entity == item.Word,
                };
            case "pods":
                var isOwnOnly = policy.Namespace.Length > 0 && item.Namespaces is null;
                return peer.Form == "pod"
                    && (isOwnOnly ? peer.Namespace == policy.Namespace : Matches(item.Namespaces ?? new MixedSelector([]), peer.NamespaceLabels))
                    && Matches(item.Pods ?? new MixedSelector([]), peer.Labels);
            case "nodes" when policy.IsCilium:
                return peer.Form == "entity" && peer.Entity is "host" or "remote-node";
            default:
                return false;
        }
    }

    private static bool Matches(MixedSelector selector, Dictionary<string, string> labels) => selector.Requirements.All(requirement =>
    {
        var isPresent = labels.TryGetValue(requirement.Key, out var value);
        return requirement.Operator switch
        {
            "In" => isPresent && requirement.Values.Contains(value!),
            "NotIn" => !isPresent || !requirement.Values.Contains(value!),
            "Exists" => isPresent,
            _ => !isPresent,
        };
    });

    private string Ingress(List<(MixedPolicy Policy, MixedClause Clause)> order)
    {
        var widest = 0;
        var peers = order.SelectMany(item => RulesOf(item.Policy, item.Clause, "Ingress")!).SelectMany(rule => rule.Peers ?? []).ToList();
        var pods = PodsToTry(peers).ToList();
        var rules = order.SelectMany(item => RulesOf(item.Policy, item.Clause, "Ingress")!.Select(rule => (item.Policy, Rule: rule))).ToList();
        var tried = new HashSet<string>();
        var hasEntities = order.Any(item => item.Policy.IsCilium);
        foreach (var protocol in (string[])["TCP", "UDP", "SCTP"])
        {
            foreach (var port in PortsToTry(order))
            {
                // Ports that the same rules name are alike.
                if (!tried.Add(string.Concat(rules.Select(item => MatchesPort(item.Policy, item.Rule, "Ingress", protocol, port) ? '1' : '0'))))
                    continue;
                var four = CountAllowed(order, peers, protocol, port, isIPv6: false, 0, uint.MaxValue);
                var six = CountAllowed(order, peers, protocol, port, isIPv6: true, s_publicIPv6, s_publicIPv6 * 2 - 1);
                if (four > UInt128.One << 31 || six > UInt128.One << 124)
                    return "openWorld";
                var (all, some) = (true, four > 0 || CountAllowed(order, peers, protocol, port, isIPv6: true, 0, UInt128.MaxValue) > 0);
                foreach (var pod in pods)
                {
                    var isAllowed = MayConnect(order, "Ingress", pod, protocol, port);
                    all &= isAllowed;
                    some |= isAllowed;
                    if (some && !all)
                        break;
                }

                some |= hasEntities && s_entities.Any(entity => MayConnect(order, "Ingress", new MixedSource("entity", false, 0, "", [], [], entity), protocol, port));
                widest = Math.Max(widest, all ? 2 : some ? 1 : 0);
            }
        }

        return s_answers[widest];
    }

    private UInt128 CountAllowed(
        List<(MixedPolicy Policy, MixedClause Clause)> order, List<MixedPeer> peers, string protocol, int port, bool isIPv6, UInt128 first, UInt128 last)
    {
        var starts = new SortedSet<UInt128> { first };
        foreach (var cidr in peers.SelectMany(peer => peer.Except.Append(peer.Cidr)).OfType<MixedCidr>().Where(cidr => cidr.IsIPv6 == isIPv6))
        {
            starts.Add(cidr.First);
            if (cidr.Last < last)
                starts.Add(cidr.Last + 1);
        }

        var count = UInt128.Zero;
        var cuts = starts.Where(start => first <= start && start <= last).ToList();
        for (var index = 0; index < cuts.Count; index++)
        {
            if (!MayConnect(order, "Ingress", new MixedSource("address", isIPv6, cuts[index], "", [], [], ""), protocol, port))
                continue;
            var size = (index + 1 < cuts.Count ? cuts[index + 1] - 1 : last) - cuts[index];
            count = count > UInt128.MaxValue - size - 1 || size == UInt128.MaxValue ? UInt128.MaxValue : count + size + 1;
        }

        return count;
    }

    private SortedSet<int> PortsToTry(List<(MixedPolicy Policy, MixedClause Clause)> order)
    {
        var ports = new SortedSet<int> { 23456 };
        foreach (var entry in order.SelectMany(item => RulesOf(item.Policy, item.Clause, "Ingress")!).SelectMany(rule => rule.Ports ?? []))
            ports.UnionWith(((int?[])[entry.First, entry.First - 1, entry.Last, entry.Last + 1]).OfType<int>().Where(number => number is >= 1 and <= 65535));
        ports.UnionWith(_workload.Ports.Select(port => port.Number));
        return ports;
    }

    /// <summary>Every pod that the rules could tell from others.</summary>
    private IEnumerable<MixedSource> PodsToTry(List<MixedPeer> peers)
    {
        var podRequirements = peers.SelectMany(peer => peer.Pods?.Requirements ?? []).ToList();
        var namespaceRequirements = peers.SelectMany(peer => peer.Namespaces?.Requirements ?? []).ToList();
        var names = cluster.Namespaces.Select(item => item.Name)
            .Concat(namespaceRequirements.Where(item => item.Key == NameLabel).SelectMany(item => item.Values))
            .Append(_workload.Namespace).Append(Fresh).Distinct();
        foreach (var name in names)
        {
            var declared = cluster.Namespaces.Find(item => item.Name == name);
            var teams = declared is not null ? [declared.Team] : Values(namespaceRequirements, "team");
            foreach (var team in teams)
            {
                foreach (var labels in LabelSets(podRequirements))
                    yield return new MixedSource("pod", false, 0, name, NamespaceLabels(name, team), labels, "");
            }
        }
    }

    private static List<string?> Values(List<MixedRequirement> requirements, string key) =>
        [null, Fresh, .. requirements.Where(item => item.Key == key).SelectMany(item => item.Values).Distinct()];

    private static IEnumerable<Dictionary<string, string>> LabelSets(List<MixedRequirement> requirements)
    {
        IEnumerable<Dictionary<string, string>> sets = [[]];
        foreach (var key in requirements.Select(item => item.Key).Distinct())
        {
            var values = Values(requirements, key);
            sets = sets.SelectMany(set => values.Select(value => value is null ? set : new Dictionary<string, string>(set) { [key] = value })).ToList();
        }

        return sets;
    }
}
