using System.Globalization;
using System.Text;

namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>Writes a cluster as the YAML a person might have written: block or flow style, Lists, defaults spelt out or left out.</summary>
internal sealed class OracleRenderer(Random random)
{
    private string? _defect;

    public string Render(OracleCluster cluster)
    {
        var objects = new List<Map>();
        objects.AddRange(cluster.Namespaces.Select(item => Object("v1", "Namespace", item.Name, null, Labels(item.Labels))));
        objects.AddRange(cluster.Workloads.Select(Workload));
        objects.AddRange(cluster.Policies.Select(Policy));
        var shuffled = objects.OrderBy(_ => random.Next()).ToList();
        if (shuffled.Count > 1 && random.Next(5) == 0)
        {
            var count = random.Next(2, shuffled.Count + 1);
            if (random.Next(2) == 0)
                shuffled = [.. shuffled.OrderBy(item => Equals(item[1].Value, "NetworkPolicy") ? 0 : 1)];
            var isTyped = shuffled.Take(count).All(item => Equals(item[0].Value, "networking.k8s.io/v1"));
            if (isTyped)
                shuffled.Take(count).ToList().ForEach(static item => item.RemoveRange(0, 2));
            var list = isTyped
                ? new Map { { "apiVersion", "networking.k8s.io/v1" }, { "kind", "NetworkPolicyList" }, { "items", shuffled.Take(count).Cast<object?>().ToList() } }
                : new Map { { "apiVersion", "v1" }, { "kind", "List" }, { "items", shuffled.Take(count).Cast<object?>().ToList() } };
            shuffled = [list, .. shuffled.Skip(count)];
        }

        var text = new StringBuilder();
        foreach (var item in shuffled)
        {
            text.Append("---\n");
            if (random.Next(8) == 0)
                text.Append(Json(item)).Append('\n');
            else if (random.Next(6) == 0)
                text.Append(Flow(item)).Append('\n');
            else
                Block(text, item, 0);
        }

        return text.ToString();
    }

    private Map Object(string version, string kind, string name, string? @namespace, Map labels)
    {
        var metadata = new Map { { "name", name } };
        if (@namespace is not null && (@namespace != "default" || random.Next(2) == 0))
            metadata.Add("namespace", @namespace);
        if (labels.Count > 0)
            metadata.Add("labels", labels);
        return new Map { { "apiVersion", version }, { "kind", kind }, { "metadata", metadata } };
    }

    private static Map Labels(Dictionary<string, string> labels)
    {
        var map = new Map();
        foreach (var (key, value) in labels)
            map.Add(key, value);
        return map;
    }

    private Map Workload(OracleWorkload workload)
    {
        var container = new Map { { "name", "main" }, { "image", "main" } };
        if (workload.Ports.Count > 0)
            container.Add("ports", workload.Ports.Select(port => (object?)ContainerPort(port)).ToList());
        var spec = new Map();
        if (workload.HostNetwork)
            spec.Add("hostNetwork", new Raw("true"));
        else if (random.Next(5) == 0)
            spec.Add("hostNetwork", new Raw("false"));
        spec.Add("containers", new List<object?> { container });

        var version = workload.Kind switch
        {
            "Pod" or "ReplicationController" => "v1",
            "Job" or "CronJob" => "batch/v1",
            _ => "apps/v1",
        };

        // Labels of a controller itself are not those of its pods.
        var own = workload.Kind == "Pod" ? Labels(workload.Labels) : random.Next(4) == 0 ? new Map { { "app", "a" } } : [];
        var result = Object(version, workload.Kind, workload.Name, workload.Namespace, own);
        if (workload.Kind == "Pod")
        {
            result.Add("spec", spec);
            return result;
        }

        var template = new Map();
        if (workload.Labels.Count > 0)
            template.Add("metadata", new Map { { "labels", Labels(workload.Labels) } });
        template.Add("spec", spec);
        var outer = new Map { { "template", template } };
        if (workload.Kind == "CronJob")
            outer = new Map { { "schedule", "0 0 * * *" }, { "jobTemplate", new Map { { "metadata", new Map { { "labels", new Map { { "tier", "b" } } } } }, { "spec", outer } } } };
        result.Add("spec", outer);
        return result;
    }

    private static Map ContainerPort(OracleContainerPort port)
    {
        var map = new Map { { "name", port.Name }, { "containerPort", Number(port.Number) } };
        if (port.Protocol is not null)
            map.Add("protocol", port.Protocol);
        return map;
    }

    private Map Policy(OraclePolicy policy)
    {
        _defect = policy.Defect;
        var spec = new Map();
        if (policy.Selector is not null)
            spec.Add("podSelector", Selector(policy.Selector));
        else if (random.Next(2) == 0)
            spec.Add("podSelector", null);
        if (policy.Types is { } types)
            spec.Add("policyTypes", types.Count == 0 && random.Next(2) == 0 ? null : types.Cast<object?>().ToList());
        AddList(spec, "ingress", policy.Ingress, rule => Rule(rule, "from"));
        AddList(spec, "egress", policy.Egress, rule => Rule(rule, "to"));
        if (policy.Defect is { } defect)
            OracleDefects.Spoil(spec, defect);
        var result = Object(policy.Defect == "old-version" ? "extensions/v1beta1" : "networking.k8s.io/v1", "NetworkPolicy", policy.Name, policy.Namespace, []);
        result.Add("spec", spec);
        return result;
    }

    private void AddList<T>(Map map, string key, List<T>? list, Func<T, object?> render)
    {
        if (list is null && random.Next(2) == 0)
            return;
        map.Add(key, list is null || (list.Count == 0 && random.Next(3) == 0) ? null : list.Select(render).ToList());
    }

    private object? Rule(OracleRule rule, string peers)
    {
        var map = new Map();
        AddList(map, peers, rule.Peers, Peer);
        AddList(map, "ports", rule.Ports, Port);

        // An element of null decodes to the zero value, which is what an empty mapping is.
        return map.Count == 0 && _defect is null && random.Next(3) == 0 ? null : map;
    }

    private object Peer(OraclePeer peer)
    {
        var map = new Map();
        if (peer.Pods is not null)
            map.Add("podSelector", Selector(peer.Pods));
        else if (random.Next(8) == 0)
            map.Add("podSelector", null);
        if (peer.Namespaces is not null)
            map.Add("namespaceSelector", Selector(peer.Namespaces));
        if (peer.Cidr is not null)
        {
            var block = new Map { { "cidr", Cidr(peer.Cidr) } };
            AddList(block, "except", peer.Except, Cidr);
            map.Add("ipBlock", block);
        }

        return map;
    }

    private object Port(OraclePort port)
    {
        var map = new Map();
        if (port.Protocol is not null)
            map.Add("protocol", port.Protocol);
        if (port.Number is { } number)
            map.Add("port", Number(number));
        if (port.Name is not null)
            map.Add("port", port.Name);
        if (port.End is { } end)
            map.Add("endPort", Number(end));
        return map;
    }

    private Map Selector(OracleSelector selector)
    {
        var map = new Map();
        if (selector.Labels.Count > 0)
            map.Add("matchLabels", Labels(selector.Labels));
        else if (random.Next(6) == 0)
            map.Add("matchLabels", null);
        if (selector.Expressions.Count > 0)
            map.Add("matchExpressions", selector.Expressions.Select(object? (expression) => Expression(expression)).ToList());
        return map;
    }

    private Map Expression(OracleExpression expression)
    {
        var map = new Map { { "key", expression.Key }, { "operator", expression.Operator } };
        if (expression.Values.Count > 0)
            map.Add("values", expression.Values.Cast<object?>().ToList());
        else if (random.Next(3) == 0)
            map.Add("values", new List<object?>());
        return map;
    }

    private object? Cidr(OracleCidr cidr) => Text(cidr);

    private static Raw Number(int number) => number == OracleUnknowns.NumberMark ? new($"'{OracleUnknowns.Mark}'") : new(number.ToString(CultureInfo.InvariantCulture));

    private static string Text(OracleCidr cidr)
    {
        if (cidr == OracleUnknowns.CidrMark)
            return OracleUnknowns.Mark;
        var groups = cidr.IsIPv6
            ? string.Join(':', Enumerable.Range(0, 8).Select(index => ((ushort)(cidr.Address >> (112 - (16 * index)))).ToString("x", CultureInfo.InvariantCulture)))
            : string.Join('.', Enumerable.Range(0, 4).Select(index => ((byte)(cidr.Address >> (24 - (8 * index)))).ToString(CultureInfo.InvariantCulture)));
        if (cidr.Address == 0 && cidr.IsIPv6)
            groups = "::";
        else if (cidr.IsIPv6 && groups.EndsWith(":0:0:0:0:0:0", StringComparison.Ordinal))
            groups = groups[..^12] + "::";
        return $"{groups}/{cidr.Prefix}";
    }

    private void Block(StringBuilder text, object? node, int indent)
    {
        switch (node)
        {
            case Map { Count: > 0 } map:
                foreach (var (key, value) in map)
                {
                    text.Append(' ', indent).Append(key).Append(':');
                    Nested(text, value, indent + (value is List<object?> && random.Next(2) == 0 ? 0 : 2));
                }

                break;
            case List<object?> { Count: > 0 } list:
                foreach (var item in list)
                {
                    text.Append(' ', indent).Append('-');
                    if (item is Map { Count: > 0 } && random.Next(5) > 0)
                    {
                        var inner = new StringBuilder();
                        Block(inner, item, indent + 2);
                        text.Append(' ').Append(inner.ToString().AsSpan(indent + 2));
                    }
                    else
                    {
                        Nested(text, item, indent + 2);
                    }
                }

                break;
            default:
                text.Append(' ', indent).Append(Flow(node)).Append('\n');
                break;
        }
    }

    private void Nested(StringBuilder text, object? value, int indent)
    {
        if (value is Map { Count: > 0 } or List<object?> { Count: > 0 } && random.Next(8) > 0)
        {
            text.Append('\n');
            Block(text, value, indent);
            return;
        }

        text.Append(value is null && random.Next(2) == 0 ? string.Empty : " " + Flow(value));
        text.Append(random.Next(10) == 0 ? " # a remark\n" : "\n");
    }

    private string Flow(object? node) => node switch
    {
        Map map => $"{{{string.Join(", ", map.Select(pair => $"{Quoted(pair.Key)}: {Flow(pair.Value)}"))}}}",
        List<object?> list => $"[{string.Join(", ", list.Select(Flow))}]",
        Raw raw => raw.Text,
        string text => Scalar(text),
        _ => random.Next(2) == 0 ? "null" : "~",
    };

    private static string Json(object? node) => node switch
    {
        Map map => $"{{{string.Join(",\n\t", map.Select(pair => $"\"{pair.Key}\": {Json(pair.Value)}"))}}}",
        List<object?> list => $"[{string.Join(", ", list.Select(Json))}]",
        Raw raw => raw.Text.Replace('\'', '"'),
        string text => $"\"{text}\"",
        _ => "null",
    };

    private string Quoted(string key) => random.Next(3) == 0 ? $"\"{key}\"" : key;

    private string Scalar(string text)
    {
        var isPlain = text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-') && !double.TryParse(text, CultureInfo.InvariantCulture, out _);
        return (isPlain ? random.Next(4) : random.Next(2)) switch
        {
            0 => $"'{text}'",
            1 => $"\"{text}\"",
            _ => text,
        };
    }

    /// <summary>A mapping in its order.</summary>
    internal sealed class Map : List<KeyValuePair<string, object?>>
    {
        public void Add(string key, object? value) => Add(new KeyValuePair<string, object?>(key, value));
    }

    /// <summary>YAML text as it is.</summary>
    internal sealed record Raw(string Text);
}
