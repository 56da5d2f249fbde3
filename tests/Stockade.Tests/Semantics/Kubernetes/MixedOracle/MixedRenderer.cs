namespace Stockade.Tests.Semantics.Kubernetes.MixedOracle;

/// <summary>Writes a cluster as YAML in flow style, with the spellings each kind allows.</summary>
internal sealed class MixedRenderer(Random random)
{
    public string Render(MixedCluster cluster)
    {
        var objects = cluster.Namespaces
            .Select(item => $"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {item.Name}, labels: {{ {(item.Team is { } team ? $"team: {Quote(team)}" : "x: 'y'")} }} }}\n")
            .Append(Workload(cluster.Workload))
            .Concat(cluster.Policies.Select(Policy))
            .OrderBy(_ => random.Next());
        return string.Concat(objects.Select(text => "---\n" + text));
    }

    private static string Workload(MixedWorkload workload)
    {
        var labels = string.Join(", ", workload.Labels.Select(label => $"{label.Key}: {Quote(label.Value)}"));
        var ports = string.Join(", ", workload.Ports.Select(port => $"{{ name: {port.Name}, protocol: {port.Protocol}, containerPort: {port.Number} }}"));
        var account = workload.Account == "default" ? "" : $"serviceAccountName: {workload.Account}, ";
        return $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: web, namespace: {workload.Namespace}, labels: {{ {labels} }} }}\nspec: {{ {account}containers: [{{ name: main, ports: [{ports}] }}] }}\n";
    }

    private string Policy(MixedPolicy policy)
    {
        var version = policy.Kind switch
        {
            "NetworkPolicy" => "networking.k8s.io/v1",
            "ClusterNetworkPolicy" => "policy.networking.k8s.io/v1alpha2",
            _ when policy.IsCilium => "cilium.io/v2",
            _ => "policy.networking.k8s.io/v1alpha1",
        };
        var @namespace = policy.Namespace.Length > 0 ? $", namespace: {policy.Namespace}" : "";
        var specs = policy.Clauses.Select(clause => Clause(policy, clause)).ToList();
        var spec = specs.Count == 1 && random.Next(4) > 0 || !policy.IsCilium ? $"spec: {specs[0]}\n"
            : random.Next(2) == 0 && specs.Count > 1 ? $"spec: {specs[0]}\nspecs: [{string.Join(", ", specs.Skip(1))}]\n"
            : $"specs: [{string.Join(", ", specs)}]\n";
        return $"apiVersion: {version}\nkind: {policy.Kind}\nmetadata: {{ name: {policy.Name}{@namespace} }}\n{spec}";
    }

    private string Clause(MixedPolicy policy, MixedClause clause)
    {
        var fields = new List<string>();
        if (policy.Kind == "NetworkPolicy")
        {
            var types = new[] { clause.IngressFlag == true ? "Ingress" : null, clause.EgressFlag == true ? "Egress" : null }.OfType<string>();
            fields.AddRange([$"podSelector: {Selector(clause.Pods)}", $"policyTypes: [{string.Join(", ", types)}]"]);
            Add("ingress", clause.Ingress, rule => true);
            Add("egress", clause.Egress, rule => true);
        }
        else if (policy.IsCilium)
        {
            fields.Add($"endpointSelector: {Endpoints(clause.Namespaces, clause.Pods)}");
            var flags = new[] { clause.IngressFlag is { } i ? $"ingress: {(i ? "true" : "false")}" : null, clause.EgressFlag is { } e ? $"egress: {(e ? "true" : "false")}" : null }.OfType<string>().ToList();
            if (flags.Count > 0)
                fields.Add($"enableDefaultDeny: {{ {string.Join(", ", flags)} }}");
            Add("ingress", clause.Ingress, rule => rule.Action == "Allow");
            Add("ingressDeny", clause.Ingress, rule => rule.Action == "Deny");
            Add("egress", clause.Egress, rule => rule.Action == "Allow");
            Add("egressDeny", clause.Egress, rule => rule.Action == "Deny");
        }
        else
        {
            if (policy.Kind != "BaselineAdminNetworkPolicy")
                fields.Add($"priority: {(policy.Priority < 0 ? "'${PRIORITY}'" : policy.Priority)}");
            if (policy.Kind == "ClusterNetworkPolicy")
                fields.Add($"tier: {policy.Tier}");
            fields.Add(clause.Pods.Requirements.Count == 0 && random.Next(2) == 0
                ? $"subject: {{ namespaces: {Selector(clause.Namespaces)} }}"
                : $"subject: {{ pods: {{ namespaceSelector: {Selector(clause.Namespaces)}, podSelector: {Selector(clause.Pods)} }} }}");
            Add("ingress", clause.Ingress, rule => true);
            Add("egress", clause.Egress, rule => true);
        }

        return $"{{ {string.Join(", ", fields)} }}";

        void Add(string name, List<MixedRule>? rules, Func<MixedRule, bool> stands)
        {
            if (rules is null || (rules.Count > 0 && !rules.Any(stands)))
                return;
            var isEgress = name.StartsWith('e');
            fields.Add($"{name}: [{string.Join(", ", rules.Where(stands).Select(rule => policy.IsCilium ? CiliumRule(rule, isEgress ? "to" : "from") : Rule(policy, rule, isEgress ? "to" : "from")))}]");
        }
    }

    private string Rule(MixedPolicy policy, MixedRule rule, string side)
    {
        var fields = new List<string>();
        var isV1 = policy.Kind == "NetworkPolicy";
        var isNew = policy.Kind == "ClusterNetworkPolicy";
        if (!isV1)
            fields.Add($"action: {(isNew && rule.Action == "Allow" ? "Accept" : Quote(rule.Action))}");
        if (rule.Peers is { } peers)
            fields.Add($"{side}: [{string.Join(", ", peers.Select(peer => Peer(peer, isV1)))}]");
        if (rule.Ports is { } ports)
            fields.Add($"{(isNew ? "protocols" : "ports")}: [{string.Join(", ", ports.Select(port => isV1 ? Port(port) : isNew ? NewPort(port) : AdminPort(port)))}]");
        return $"{{ {string.Join(", ", fields)} }}";
    }

    private string Peer(MixedPeer peer, bool isV1)
    {
        if (peer.Form == "cidr")
            return isV1 ? $"{{ ipBlock: {Block(peer)} }}" : $"{{ networks: ['{peer.Cidr}'] }}";
        if (peer.Form == "nodes")
            return random.Next(2) == 0 ? "{ nodes: {} }" : "{ nodes: { matchLabels: { a: b } } }";
        if (!isV1)
        {
            return peer.Pods!.Requirements.Count == 0 && random.Next(2) == 0
                ? $"{{ namespaces: {Selector(peer.Namespaces!)} }}"
                : $"{{ pods: {{ namespaceSelector: {Selector(peer.Namespaces!)}, podSelector: {Selector(peer.Pods)} }} }}";
        }

        return peer.Namespaces is null ? $"{{ podSelector: {Selector(peer.Pods!)} }}"
            : peer.Pods!.Requirements.Count == 0 && random.Next(2) == 0 ? $"{{ namespaceSelector: {Selector(peer.Namespaces)} }}"
            : $"{{ namespaceSelector: {Selector(peer.Namespaces)}, podSelector: {Selector(peer.Pods)} }}";
    }

    private static string Block(MixedPeer peer) =>
        peer.Except.Count == 0 ? $"{{ cidr: '{peer.Cidr}' }}" : $"{{ cidr: '{peer.Cidr}', except: [{string.Join(", ", peer.Except.Select(except => $"'{except}'"))}] }}";

    private static string Number(int number) => number < 0 ? "'${PORT}'" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Port(MixedPort port) =>
        port.Name is { } name ? $"{{ protocol: {port.Protocol}, port: {name} }}"
        : port.First is not { } first ? $"{{ protocol: {port.Protocol} }}"
        : port.Last is { } last ? $"{{ protocol: {port.Protocol}, port: {first}, endPort: {last} }}"
        : $"{{ protocol: {port.Protocol}, port: {Number(first)} }}";

    private static string AdminPort(MixedPort port) =>
        port.Name is { } name ? $"{{ namedPort: {name} }}"
        : port.Last is { } last ? $"{{ portRange: {{ protocol: {port.Protocol}, start: {port.First}, end: {last} }} }}"
        : $"{{ portNumber: {{ protocol: {port.Protocol}, port: {Number(port.First!.Value)} }} }}";

    private static string NewPort(MixedPort port)
    {
        var protocol = port.Protocol.ToLowerInvariant();
        return port.Name is { } name ? $"{{ destinationNamedPort: {name} }}"
            : port.Last is { } last ? $"{{ {protocol}: {{ destinationPort: {{ range: {{ start: {port.First}, end: {last} }} }} }} }}"
            : $"{{ {protocol}: {{ destinationPort: {{ number: {Number(port.First!.Value)} }} }} }}";
    }

    private string CiliumRule(MixedRule rule, string side)
    {
        var fields = new List<string>();
        if (rule.Peers is { } peers)
        {
            var isSet = peers.Any(peer => peer.Except.Count > 0) || random.Next(3) == 0;
            fields.Add(peers.FirstOrDefault()?.Form switch
            {
                "cidr" when isSet => $"{side}CIDRSet: [{string.Join(", ", peers.Select(Block))}]",
                "cidr" => $"{side}CIDR: [{string.Join(", ", peers.Select(peer => $"'{peer.Cidr}'"))}]",
                "entity" => $"{side}Entities: [{string.Join(", ", peers.Select(peer => Quote(peer.Word)))}]",
                "nodes" => $"{side}Nodes: [{{}}]",
                _ => $"{side}Endpoints: [{string.Join(", ", peers.Select(peer => Endpoints(peer.Namespaces, peer.Pods!)))}]",
            });
        }

        if (rule.Ports is { } ports)
            fields.Add(random.Next(3) == 0 ? $"toPorts: [{string.Join(", ", ports.Select(port => $"{{ ports: [{CiliumPort(port)}] }}"))}]" : $"toPorts: [{{ ports: [{string.Join(", ", ports.Select(CiliumPort))}] }}]");
        if (rule.Icmp)
            fields.Add("icmps: [{ fields: [{ type: 8 }] }]");
        return $"{{ {string.Join(", ", fields)} }}";
    }

    private string CiliumPort(MixedPort port)
    {
        var protocol = port.Protocol == "ANY" && random.Next(2) == 0 ? "" : $", protocol: {port.Protocol}";
        var end = port.Last is { } last ? $", endPort: {last}" : "";
        return $"{{ port: {(port.Name ?? (port.First < 0 ? "'${PORT}'" : $"'{port.First}'"))}{end}{protocol} }}";
    }

    private string Endpoints(MixedSelector? namespaces, MixedSelector pods)
    {
        var requirements = (namespaces?.Requirements ?? []).Select(item => item with
        {
            Key = item.Key == "team" ? "io.cilium.k8s.namespace.labels.team" : "io.kubernetes.pod.namespace",
        }).Concat(pods.Requirements).Select(item => item with { Key = random.Next(3) switch { 0 => $"k8s:{item.Key}", 1 => $"any:{item.Key}", _ => item.Key } });
        return Selector(new MixedSelector([.. requirements]));
    }

    private string Selector(MixedSelector selector)
    {
        if (selector.Requirements is [{ Operator: "In", Values.Count: 1 } only] && random.Next(2) == 0)
            return $"{{ matchLabels: {{ '{only.Key}': {Quote(only.Values[0])} }} }}";
        if (selector.Requirements.Count == 0)
            return "{}";
        return $"{{ matchExpressions: [{string.Join(", ", selector.Requirements.Select(item =>
            item.Values.Count == 0 ? $"{{ key: '{item.Key}', operator: {item.Operator} }}" : $"{{ key: '{item.Key}', operator: {item.Operator}, values: [{string.Join(", ", item.Values.Select(Quote))}] }}"))}] }}";
    }

    private static string Quote(string text) => $"'{text}'";
}
