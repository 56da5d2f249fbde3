using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>Reads NetworkSet and GlobalNetworkSet objects.</summary>
internal static class NetworkSetReader
{
    public static bool Reads(string group, string kind) => CalicoObjects.IsGroup(group) && kind is "NetworkSet" or "GlobalNetworkSet";

    public static (NetworkSet? Set, ImmutableArray<PolicyRejection> Rejections) Read(KubernetesObject @object)
    {
        var fields = new FieldReader();
        CalicoObjects.CheckVersion(@object, fields);
        PolicyMetadata.Check(@object, fields);
        var node = @object.Node["spec"];
        var nets = fields.ReadMapping(node, "spec")?["nets"];
        var items = fields.ReadItems(nets, "spec.nets");
        var networks = items.Select((item, index) => ReadNet(fields, item, $"spec.nets[{index}]")).ToImmutableArray();
        if (!fields.Rejections.IsEmpty)
            return (null, fields.Rejections);

        var metadata = @object.Node["metadata"] as YamlMapping;
        var labels = LabelReader.Read(metadata?["labels"] as YamlMapping);
        var set = new NetworkSet(@object, labels with { IsOpen = labels.IsOpen || FieldReader.IsPlaceholder(metadata?["labels"]) }, AddressSet.Union(networks.OfType<IPNetwork>().Select(AddressSet.Of)))
        {
            IsPartlyUnknown = FieldReader.IsPlaceholder(node) || FieldReader.IsPlaceholder(nets) || networks.Any(static network => network is null),
        };
        return (set, []);
    }

    /// <summary>A block, or one address.</summary>
    private static IPNetwork? ReadNet(FieldReader fields, YamlNode node, string path)
    {
        if (fields.ReadString(node, path) is not { } text)
            return null;
        var network = CidrText.Parse(text.Contains('/', StringComparison.Ordinal) ? text : text.Contains(':', StringComparison.Ordinal) ? $"{text}/128" : $"{text}/32");
        if (network is null)
            fields.Reject(node.Location, path, $"'{text}' is not an address block", "Calico");
        return network;
    }
}
