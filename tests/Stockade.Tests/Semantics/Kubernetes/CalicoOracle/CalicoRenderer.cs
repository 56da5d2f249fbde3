using System.Globalization;

namespace Stockade.Tests.Semantics.Kubernetes.CalicoOracle;

/// <summary>Writes a cluster as YAML in flow style.</summary>
internal sealed class CalicoRenderer(Random random)
{
    public string Render(CalicoCluster cluster)
    {
        var objects = cluster.Namespaces
            .Select(static item => $"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {item.Name}, labels: {{ {(item.Team is { } team ? $"team: '{team}'" : "x: 'y'")} }} }}\n")
            .Append(Workload(cluster.Workload))
            .Concat(cluster.Tiers.Select(tier => $"apiVersion: {Version()}\nkind: Tier\nmetadata: {{ name: {tier.Name} }}\nspec: {{ {string.Join(", ", Tier(tier))} }}\n"))
            .Concat(cluster.Sets.Select(set => $"apiVersion: {Version()}\nkind: {(set.Namespace.Length == 0 ? "GlobalNetworkSet" : "NetworkSet")}\nmetadata: {{ name: {set.Name}{Space(set.Namespace)}, labels: {{ role: '{set.Role}' }} }}\nspec: {{ nets: {Nets(set.Nets)} }}\n"))
            .Concat(cluster.Policies.Select(Policy))
            .OrderBy(_ => random.Next());
        return string.Concat(objects.Select(static text => "---\n" + text));
    }

    private string Version() => random.Next(2) == 0 ? "projectcalico.org/v3" : "crd.projectcalico.org/v1";

    private static string Space(string name) => name.Length > 0 ? $", namespace: {name}" : "";

    private static IEnumerable<string> Tier(CalicoTierObject tier) =>
        new[] { tier.Order is { } order ? $"order: {Number(order)}" : null, tier.Default is { } action ? $"defaultAction: {Quote(action)}" : null }.OfType<string>();

    private static string Workload(CalicoWorkload workload)
    {
        var labels = string.Join(", ", workload.Labels.Select(static label => $"{label.Key}: {Quote(label.Value)}"));
        var ports = string.Join(", ", workload.Ports.Select(static port => $"{{ name: {port.Name}, protocol: {port.Protocol}, containerPort: {port.Number} }}"));
        var account = workload.Account == "default" ? "" : $"serviceAccountName: {Quote(workload.Account)}, ";
        return $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: web, namespace: {workload.Namespace}, labels: {{ {labels} }} }}\nspec: {{ {account}containers: [{{ name: main, ports: [{ports}] }}] }}\n";
    }

    private string Policy(CalicoObject policy)
    {
        var (version, kind) = policy.Kind switch
        {
            "v1" => ("networking.k8s.io/v1", "NetworkPolicy"),
            "Admin" => ("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy"),
            "Baseline" => ("policy.networking.k8s.io/v1alpha1", "BaselineAdminNetworkPolicy"),
            "Stored" => ("crd.projectcalico.org/v1", "NetworkPolicy"),
            "Global" => ("projectcalico.org/v3", "GlobalNetworkPolicy"),
            _ => ("projectcalico.org/v3", "NetworkPolicy"),
        };
        var name = policy.Kind == "Baseline" ? "default" : policy.Kind == "Stored" || (policy.IsCalico && policy.Tier != "default") ? $"{policy.Tier}.{policy.Name}" : policy.Name;
        var fields = policy.IsCalico ? CalicoFields(policy) : OtherFields(policy);
        return $"apiVersion: {version}\nkind: {kind}\nmetadata: {{ name: {name}{Space(policy.Namespace)} }}\nspec: {{ {string.Join(", ", fields)} }}\n";
    }

    private List<string> CalicoFields(CalicoObject policy)
    {
        var fields = new List<string>();
        if (policy.Tier != "default" || random.Next(4) == 0)
            fields.Add($"tier: {policy.Tier}");
        if (policy.Order is { } order)
            fields.Add($"order: {Number(order)}");
        Add("selector", policy.Selector);
        Add("namespaceSelector", policy.NamespaceSelector);
        if (policy.Account is { } account)
            fields.Add($"serviceAccountSelector: \"projectcalico.org/name == '{account}'\"");
        if (policy.Types is { } types)
            fields.Add($"types: [{string.Join(", ", types.Select(Quote))}]");
        if (policy.Ingress is { } ingress)
            fields.Add($"ingress: [{string.Join(", ", ingress.Select(rule => Rule(policy, rule, "source", "destination")))}]");
        if (policy.Egress is { } egress)
            fields.Add($"egress: [{string.Join(", ", egress.Select(rule => Rule(policy, rule, "destination", "source")))}]");
        return fields;

        void Add(string field, CalicoExpression? expression)
        {
            if (expression is not null)
                fields.Add($"{field}: {Selector(expression)}");
        }
    }

    private string Rule(CalicoObject policy, CalicoOracleRule rule, string peer, string subject)
    {
        var fields = new List<string> { $"action: {Quote(rule.Action)}" };
        if (rule.Protocol is { } protocol)
            fields.Add($"protocol: {(policy.Kind == "Stored" && protocol == "TCP" && random.Next(2) == 0 ? "tcp" : protocol)}");
        if (rule.NotProtocol is { } excluded)
            fields.Add($"notProtocol: {excluded}");
        if (rule.IPVersion is { } version)
            fields.Add($"ipVersion: {version}");
        var side = Side(rule.Peer);
        var other = rule.Subject is { } expression ? new List<string> { $"selector: {Selector(expression)}" } : [];
        var ports = peer == "destination" ? side : other;
        if (rule.Ports.Count > 0)
            ports.Add($"ports: [{string.Join(", ", rule.Ports.Select(Port))}]");
        if (rule.NotPorts.Count > 0)
            ports.Add($"notPorts: [{string.Join(", ", rule.NotPorts.Select(Port))}]");
        if (side.Count > 0)
            fields.Add($"{peer}: {{ {string.Join(", ", side)} }}");
        if (other.Count > 0)
            fields.Add($"{subject}: {{ {string.Join(", ", other)} }}");
        return $"{{ {string.Join(", ", fields)} }}";
    }

    private List<string> Side(CalicoOracleSide side)
    {
        var fields = new List<string>();
        if (side.Nets.Count > 0)
            fields.Add($"nets: {Nets(side.Nets)}");
        if (side.NotNets.Count > 0)
            fields.Add($"notNets: {Nets(side.NotNets)}");
        if (side.Selector is { } selector)
            fields.Add($"selector: {Selector(selector)}");
        if (side.NotSelector is { } not)
            fields.Add($"notSelector: {Selector(not)}");
        if (side.NamespaceSelector is { } spaces)
            fields.Add($"namespaceSelector: {Selector(spaces)}");
        if (side.Accounts.Count > 0)
            fields.Add($"serviceAccounts: {{ names: [{string.Join(", ", side.Accounts.Select(Quote))}] }}");
        return fields;
    }

    private static string Port(string text) => text.Contains(':', StringComparison.Ordinal) || text.StartsWith('$') ? $"'{text}'" : text;

    private static string Nets(List<CalicoCidr> nets) => $"[{string.Join(", ", nets.Select(static net => $"'{net}'"))}]";

    private static string Number(double number) => double.IsNaN(number) ? "'${NUMBER}'" : number.ToString(CultureInfo.InvariantCulture);

    private string Selector(CalicoExpression expression) => $"\"{Text(expression)}\"";

    private string Text(CalicoExpression expression)
    {
        var blank = random.Next(3) == 0 ? "" : " ";
        var values = string.Join($",{blank}", expression.Values.Select(static value => $"'{value}'"));
        return expression.Operator switch
        {
            "all" or "namespaced" => "all()",
            "global" => "global()",
            "has" => $"has({expression.Key})",
            "!" => $"!{blank}({Text(expression.Items[0])})",
            "&&" or "||" => string.Join($"{blank}{expression.Operator}{blank}", expression.Items.Select(item => item.Items.Count > 0 || random.Next(4) == 0 ? $"({Text(item)})" : Text(item))),
            "in" or "not in" => $"{expression.Key} {(expression.Operator == "not in" && blank.Length == 0 ? "notin" : expression.Operator)}{blank}{{{blank}{values}{blank}}}",
            _ => $"{expression.Key} {expression.Operator}{blank}{values}",
        };
    }

    private static IEnumerable<string> OtherFields(CalicoObject policy)
    {
        var isV1 = policy.Kind == "v1";
        if (policy.Kind == "Admin")
            yield return $"priority: {Number(policy.Order!.Value)}";
        yield return isV1
            ? $"podSelector: {Labels(policy.Selector)}, policyTypes: [{string.Join(", ", policy.Types!.Select(Quote))}]"
            : $"subject: {{ pods: {{ namespaceSelector: {Labels(policy.NamespaceSelector)}, podSelector: {Labels(policy.Selector)} }} }}";
        if (policy.Ingress is { } ingress)
            yield return $"ingress: [{string.Join(", ", ingress.Select(rule => OtherRule(rule, "from", isV1)))}]";
        if (policy.Egress is { } egress)
            yield return $"egress: [{string.Join(", ", egress.Select(rule => OtherRule(rule, "to", isV1)))}]";
    }

    private static string OtherRule(CalicoOracleRule rule, string side, bool isV1)
    {
        var peer = rule.Peer.Nets.Count > 0
            ? isV1 ? $"{{ ipBlock: {{ cidr: '{rule.Peer.Nets[0]}' }} }}" : $"{{ networks: ['{rule.Peer.Nets[0]}'] }}"
            : isV1 ? $"{{ namespaceSelector: {Labels(rule.Peer.NamespaceSelector)}, podSelector: {Labels(rule.Peer.Selector)} }}"
            : $"{{ pods: {{ namespaceSelector: {Labels(rule.Peer.NamespaceSelector)}, podSelector: {Labels(rule.Peer.Selector)} }} }}";
        var ports = rule.Ports.Count == 0 ? "" : isV1
            ? $", ports: [{{ protocol: {rule.Protocol}, port: {Port(rule.Ports[0])} }}]"
            : $", ports: [{{ portNumber: {{ protocol: {rule.Protocol}, port: {Port(rule.Ports[0])} }} }}]";
        return $"{{ {(isV1 ? "" : $"action: {Quote(rule.Action)}, ")}{side}: [{peer}]{ports} }}";
    }

    private static string Labels(CalicoExpression? expression)
    {
        var requirements = (expression?.Items ?? []).Select(static item => item.Operator switch
        {
            "has" => $"{{ key: {item.Key}, operator: Exists }}",
            "!=" => $"{{ key: {item.Key}, operator: NotIn, values: [{Quote(item.Values[0])}] }}",
            _ => $"{{ key: {item.Key}, operator: In, values: [{Quote(item.Values[0])}] }}",
        });
        return $"{{ matchExpressions: [{string.Join(", ", requirements)}] }}";
    }

    private static string Quote(string text) => $"'{text}'";
}
