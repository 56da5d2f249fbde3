using System.Net;
using YamlDotNet.RepresentationModel;

namespace Stockade.Tests;

/// <summary>
/// Who may connect to whom, by brute force over the YAML itself: network policies as the Kubernetes documentation describes them, without a line
/// of the engine. Ports are numbers, addresses IPv4.
/// </summary>
internal sealed class FixOracle
{
    private readonly List<(string Name, string Space, Dictionary<string, string> Labels)> _pods = [];
    private readonly List<(string Space, YamlMappingNode Spec)> _policies = [];

    public FixOracle(IEnumerable<string> texts)
    {
        foreach (var document in texts.SelectMany(static text => Load(text)))
        {
            var root = (YamlMappingNode)document.RootNode;
            var metadata = (YamlMappingNode)root["metadata"];
            var space = metadata["namespace"].ToString();
            if (root["kind"].ToString() == "Pod")
                _pods.Add((metadata["name"].ToString(), space, ((YamlMappingNode)metadata["labels"]).ToDictionary(static pair => pair.Key.ToString(), static pair => pair.Value.ToString(), StringComparer.Ordinal)));
            else
                _policies.Add((space, (YamlMappingNode)root["spec"]));
        }
    }

    /// <summary>Every connection that is allowed, in words: from each pod to each address and each pod on each port.</summary>
    public SortedSet<string> Connections(string[] addresses, int[] ports)
    {
        var allowed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pod in _pods)
        {
            var selecting = _policies.Where(policy => policy.Space == pod.Space && Selects(policy.Spec["podSelector"], pod.Labels)).ToList();
            foreach (var port in ports)
            {
                foreach (var address in addresses.Where(address => Allows(selecting, "Egress", "egress", "to", port, pod.Space, peer => IsInBlock(peer, address))))
                    allowed.Add($"{pod.Space}/{pod.Name} to {address}:{port}");
                foreach (var address in addresses.Where(address => Allows(selecting, "Ingress", "ingress", "from", port, pod.Space, peer => IsInBlock(peer, address))))
                    allowed.Add($"{address} to {pod.Space}/{pod.Name}:{port}");
                foreach (var other in _pods)
                {
                    if (Allows(selecting, "Egress", "egress", "to", port, pod.Space, peer => IsPod(peer, pod.Space, other)))
                        allowed.Add($"{pod.Space}/{pod.Name} to {other.Space}/{other.Name}:{port}");
                    if (Allows(selecting, "Ingress", "ingress", "from", port, pod.Space, peer => IsPod(peer, pod.Space, other)))
                        allowed.Add($"{other.Space}/{other.Name} into {pod.Space}/{pod.Name}:{port}");
                }
            }
        }

        return allowed;
    }

    private static IList<YamlDocument> Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents;
    }

    private static bool Allows(List<(string Space, YamlMappingNode Spec)> selecting, string type, string section, string peers, int port, string space, Func<YamlMappingNode, bool> isPeer)
    {
        var isolating = selecting.Where(policy => Find(policy.Spec, "policyTypes") is YamlSequenceNode types
            ? types.Any(item => item.ToString() == type)
            : type == "Ingress" || Find(policy.Spec, section) is not null).ToList();
        if (isolating.Count == 0)
            return true;
        var rules = isolating.SelectMany(policy => (Find(policy.Spec, section) as YamlSequenceNode)?.Children ?? []).Cast<YamlMappingNode>();
        return rules.Any(rule =>
            (Find(rule, "ports") is not YamlSequenceNode { Children.Count: > 0 } ports || ports.Any(item => ((YamlMappingNode)item)["port"].ToString() == port.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            && (Find(rule, peers) is not YamlSequenceNode { Children.Count: > 0 } list || list.Cast<YamlMappingNode>().Any(isPeer)));
    }

    private static bool IsInBlock(YamlMappingNode peer, string address)
    {
        if (Find(peer, "ipBlock") is not YamlMappingNode block || !IPNetwork.Parse(block["cidr"].ToString()).Contains(IPAddress.Parse(address)))
            return false;
        return Find(block, "except") is not YamlSequenceNode except || !except.Any(item => IPNetwork.Parse(item.ToString()).Contains(IPAddress.Parse(address)));
    }

    private static bool IsPod(YamlMappingNode peer, string space, (string Name, string Space, Dictionary<string, string> Labels) pod)
    {
        var (pods, namespaces) = (Find(peer, "podSelector"), Find(peer, "namespaceSelector"));
        if (pods is null && namespaces is null)
            return false;
        var isSpace = namespaces is null ? pod.Space == space : Selects(namespaces, new Dictionary<string, string>(StringComparer.Ordinal) { ["kubernetes.io/metadata.name"] = pod.Space });
        return isSpace && (pods is null || Selects(pods, pod.Labels));
    }

    private static bool Selects(YamlNode selector, Dictionary<string, string> labels) =>
        Find(selector, "matchLabels") is not YamlMappingNode match || match.All(pair => labels.TryGetValue(pair.Key.ToString(), out var value) && value == pair.Value.ToString());

    private static YamlNode? Find(YamlNode node, string key) => node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
}
