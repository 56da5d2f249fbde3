using Map = Stockade.Tests.Semantics.Kubernetes.Oracle.OracleRenderer.Map;
using Raw = Stockade.Tests.Semantics.Kubernetes.Oracle.OracleRenderer.Raw;

namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>Adds to a valid policy one thing the API server refuses.</summary>
internal static class OracleDefects
{
    public static void Spoil(Map spec, string defect)
    {
        switch (defect)
        {
            case "old-version":
                return;
            case "type-case":
                Replace(spec, "policyTypes", Items("Ingress", "egress"));
                return;
            case "type-third":
                Replace(spec, "policyTypes", Items("Ingress", "Egress", "Ingress"));
                return;
            case "selector-list":
                Replace(spec, "podSelector", Items("app"));
                return;
            case "from-mapping":
                AddRule(spec, new Map { { "from", new Map { { "podSelector", new Map() } } } });
                return;
            case "operator-case":
                AddPeer(spec, Expression("in", "a"));
                return;
            case "in-empty":
                AddPeer(spec, Expression("In"));
                return;
            case "exists-values":
                AddPeer(spec, Expression("Exists", "a"));
                return;
            case "label-number":
                AddPeer(spec, Labels(new Raw("1")));
                return;
            case "label-bool":
                AddPeer(spec, Labels(new Raw("true")));
                return;
            case "label-spelling":
                AddPeer(spec, Labels("not/a/label"));
                return;
            case "empty-peer":
                AddPeer(spec, []);
                return;
            case "null-peer":
                AddPeer(spec, new Map { { "podSelector", null } });
                return;
            case "block-and-selector":
                AddPeer(spec, new Map { { "ipBlock", Block("10.0.0.0/8") }, { "podSelector", new Map() } });
                return;
            default:
                AddPeerOrPort(spec, defect);
                return;
        }
    }

    private static void AddPeerOrPort(Map spec, string defect)
    {
        switch (defect)
        {
            case "cidr-text":
                AddPeer(spec, Peer(Block("anywhere")));
                return;
            case "cidr-comment":
                AddPeer(spec, Peer(Block("10.10.0.0/0#example")));
                return;
            case "cidr-octet":
                AddPeer(spec, Peer(Block("10.256.0.0/16")));
                return;
            case "cidr-bare":
                AddPeer(spec, Peer(Block("169.254.169.254")));
                return;
            case "cidr-prefix":
                AddPeer(spec, Peer(Block("0.0.0.0/33")));
                return;
            case "cidr-zero":
                AddPeer(spec, Peer(Block("010.0.0.0/8")));
                return;
            case "cidr-mapped":
                AddPeer(spec, Peer(Block("::ffff:10.0.0.0/104")));
                return;
            case "cidr-missing":
                AddPeer(spec, Peer(new Map { { "except", Items("10.0.0.0/8") } }));
                return;
            case "except-equal":
                AddPeer(spec, Peer(Block("10.0.0.0/8", "10.1.0.0/8")));
                return;
            case "except-outside":
                AddPeer(spec, Peer(Block("10.0.0.0/8", "11.0.0.0/16")));
                return;
            case "except-family":
                AddPeer(spec, Peer(Block("::/0", "169.254.169.254/32")));
                return;
            case "quoted-port":
                AddPort(spec, ("port", "80"));
                return;
            case "port-zero":
                AddPort(spec, ("port", new Raw("0")));
                return;
            case "port-big":
                AddPort(spec, ("port", new Raw("65536")));
                return;
            case "port-name-case":
                AddPort(spec, ("port", "HTTP"));
                return;
            case "end-below":
                AddPort(spec, ("port", new Raw("80")), ("endPort", new Raw("79")));
                return;
            case "end-alone":
                AddPort(spec, ("endPort", new Raw("80")));
                return;
            case "end-named":
                AddPort(spec, ("port", "http"), ("endPort", new Raw("80")));
                return;
            case "protocol-case":
                AddPort(spec, ("protocol", "tcp"));
                return;
            case "protocol-icmp":
                AddPort(spec, ("protocol", "ICMP"));
                return;
            default:
                throw new InvalidOperationException(defect);
        }
    }

    private static List<object?> Items(params string[] items) => items.Cast<object?>().ToList();

    private static Map Expression(string operation, params string[] values)
    {
        var expression = new Map { { "key", "app" }, { "operator", operation } };
        if (values.Length > 0)
            expression.Add("values", Items(values));
        return new Map { { "podSelector", new Map { { "matchExpressions", new List<object?> { expression } } } } };
    }

    private static Map Labels(object value) => new() { { "podSelector", new Map { { "matchLabels", new Map { { "app", value } } } } } };

    private static Map Block(string cidr, params string[] except)
    {
        var block = new Map { { "cidr", cidr } };
        if (except.Length > 0)
            block.Add("except", Items(except));
        return block;
    }

    private static Map Peer(Map block) => new() { { "ipBlock", block } };

    private static void AddPeer(Map spec, Map peer) => AddRule(spec, new Map { { "from", new List<object?> { peer } } });

    private static void AddPort(Map spec, params (string Key, object Value)[] fields)
    {
        var port = new Map();
        foreach (var (key, value) in fields)
            port.Add(key, value);
        AddRule(spec, new Map { { "ports", new List<object?> { port } } });
    }

    /// <summary>Refusal does not depend on whether the direction is in effect.</summary>
    private static void AddRule(Map spec, Map rule)
    {
        var rules = spec.Find(pair => pair.Key == "ingress").Value as List<object?> ?? [];
        rules.Add(rule);
        Replace(spec, "ingress", rules);
    }

    private static void Replace(Map spec, string key, object? value)
    {
        spec.RemoveAll(pair => pair.Key == key);
        spec.Add(key, value);
    }
}
