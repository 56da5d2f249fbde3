using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads the subjects and peers of policy.networking.k8s.io: mappings of which exactly one field is set.</summary>
internal sealed class AdminPeerReader(FieldReader fields)
{
    private readonly LabelSelectorReader _selectors = new(fields);

    /// <summary>Which pods a policy applies to.</summary>
    public (LabelSelector Namespaces, LabelSelector Pods) ReadSubject(YamlNode? node, string path, SourceLocation fallback)
    {
        if (FieldReader.IsPlaceholder(node))
            return (UnknownSelector(node!.Location), LabelSelector.Everything);
        var mapping = fields.ReadMapping(node, path);
        var set = PresentOf(mapping, "namespaces", "pods");
        if (set.Length != 1)
            fields.Reject(node is null || FieldReader.IsAbsent(node) ? fallback : Spans.SmallestOf(node, fallback), path, set.IsEmpty ? "the subject names neither namespaces nor pods" : "the subject names both namespaces and pods");
        return set.IsEmpty ? (LabelSelector.Everything, LabelSelector.Everything) : ReadPods(set[0], path);
    }

    /// <summary>The peers one element stands for; null where it has only fields that no known version has.</summary>
    public ImmutableArray<PolicyPeer>? Read(YamlNode node, string path, bool isEgress, SourceLocation fallback)
    {
        var location = Spans.SmallestOf(node, fallback);
        if (FieldReader.IsPlaceholder(node))
            return [new PolicyPeer(null, null, null, path, location) { IsUnknown = true }];
        var mapping = fields.ReadMapping(node, path);
        var set = isEgress ? PresentOf(mapping, "namespaces", "pods", "networks", "nodes", "domainNames") : PresentOf(mapping, "namespaces", "pods");
        if (set.Length > 1)
            fields.Reject(set[1].Key.Location, path, $"the peer combines {set[0].Name} with {set[1].Name}");
        if (set.IsEmpty)
        {
            if (mapping?.Entries.Any(static entry => Placeholder.IsIn(entry.Name)) == true)
                return [new PolicyPeer(null, null, null, path, location) { IsUnknown = true }];
            if (mapping is { Entries.IsEmpty: false } && mapping.Entries.Any(static entry => !FieldReader.IsAbsent(entry.Value)))
                return null;
            fields.Reject(location, path, $"the peer names no {(isEgress ? "namespaces, pods or networks" : "namespaces or pods")}");
            return [];
        }

        var entry = set[0];
        var fieldPath = $"{path}.{entry.Name}";
        switch (entry.Name)
        {
            case "networks":
                return ReadNetworks(entry, fieldPath);
            case "nodes":
                _selectors.Read(entry.Value, fieldPath);
                return [new PolicyPeer(null, null, null, fieldPath, Spans.SmallestOf(entry))];
            case "domainNames":
                return [new PolicyPeer(null, null, null, fieldPath, Spans.SmallestOf(entry))];
            default:
                var (namespaces, pods) = ReadPods(entry, path);
                return [new PolicyPeer(pods, namespaces, null, fieldPath, Spans.SmallestOf(entry))];
        }
    }

    private (LabelSelector Namespaces, LabelSelector Pods) ReadPods(YamlEntry entry, string parent)
    {
        var path = $"{parent}.{entry.Name}";
        if (entry.Name is "namespaces" || FieldReader.IsPlaceholder(entry.Value))
            return (_selectors.Read(entry.Value, path), LabelSelector.Everything);
        var mapping = fields.ReadMapping(entry.Value, path);
        if (mapping is not null && FieldReader.IsAbsent(mapping["podSelector"]))
            fields.Reject(entry.Key.Location, path, "pods has no podSelector");
        return (_selectors.Read(mapping?["namespaceSelector"], $"{path}.namespaceSelector"), _selectors.Read(mapping?["podSelector"], $"{path}.podSelector"));
    }

    private ImmutableArray<PolicyPeer> ReadNetworks(YamlEntry entry, string path)
    {
        if (FieldReader.IsPlaceholder(entry.Value))
            return [new PolicyPeer(null, null, null, path, entry.Value.Location) { HasUnknownAddresses = true }];
        var items = fields.ReadItems(entry.Value, path);
        if (items.IsEmpty)
            fields.Reject(entry.Key.Location, path, "networks is empty");
        var peers = ImmutableArray.CreateBuilder<PolicyPeer>(items.Length);
        for (var index = 0; index < items.Length; index++)
        {
            var location = Spans.SmallestOf(items[index], entry.Key.Location);
            var cidr = fields.ReadCidr(items[index], location, $"{path}[{index}]");
            peers.Add(new PolicyPeer(null, null, new IpBlock(cidr, location, []), $"{path}[{index}]", location));
        }

        return peers.DrainToImmutable();
    }

    private static LabelSelector UnknownSelector(SourceLocation location) => new([LabelSelectorReader.Unknown(location)], location);

    private static ImmutableArray<YamlEntry> PresentOf(YamlMapping? mapping, params ReadOnlySpan<string> names)
    {
        var present = ImmutableArray.CreateBuilder<YamlEntry>();
        foreach (var name in names)
        {
            if (mapping?.Find(name) is { } entry && !FieldReader.IsAbsent(entry.Value))
                present.Add(entry);
        }

        return present.ToImmutable();
    }
}
