using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Reads a NetworkPolicy as the API server stores it: decoded, defaulted, validated (pkg/apis/networking/v1/defaults.go and
/// pkg/apis/networking/validation/validation.go). Unknown fields count as absent, as the server drops them.
/// </summary>
internal sealed class NetworkPolicyReader
{
    private readonly KubernetesObject _object;
    private readonly FieldReader _fields = new();
    private readonly LabelSelectorReader _selectors;
    private readonly PolicyPeerReader _peers;
    private readonly PolicyPortReader _ports;

    private NetworkPolicyReader(KubernetesObject @object)
    {
        _object = @object;
        _selectors = new LabelSelectorReader(_fields);
        _peers = new PolicyPeerReader(_fields, _selectors);
        _ports = new PolicyPortReader(_fields);
    }

    /// <summary>True for the kind in its group, and where the group is one that no longer serves it or is missing: those are read in order to be refused.</summary>
    public static bool Reads(string group, string kind) => kind is "NetworkPolicy" && group is "networking.k8s.io" or "extensions" or "";

    public static NetworkPolicy Read(KubernetesObject @object) => new NetworkPolicyReader(@object).ReadPolicy();

    private NetworkPolicy ReadPolicy()
    {
        CheckVersion();
        PolicyMetadata.Check(_object, _fields);
        var specNode = _object.Node["spec"];
        var spec = _fields.ReadMapping(specNode, "spec");
        var isUnknown = FieldReader.IsPlaceholder(specNode);
        var podSelector = _selectors.Read(isUnknown ? specNode : spec?["podSelector"], "spec.podSelector");
        var ingress = ReadSection(spec, "ingress", "from");
        var egress = ReadSection(spec, "egress", "to");
        var types = ReadPolicyTypes(spec);
        if (isUnknown)
        {
            ingress = egress = UnknownSection(specNode!, "spec");
            types = new DirectionsInEffect(Truth.Unknown, Truth.Unknown);
        }

        return new NetworkPolicy
        {
            Object = _object,
            PodSelector = podSelector,
            Ingress = InEffect(ingress, types.Ingress),
            Egress = InEffect(egress, types.Egress),
            HiddenIngress = Hidden(ingress, types.Ingress),
            HiddenEgress = Hidden(egress, types.Egress),
            Rejections = _fields.Rejections,
        };
    }

    private static PolicyDirection? InEffect(PolicyDirection section, Truth truth) =>
        truth == Truth.False ? null : section with { IsUnknown = truth == Truth.Unknown };

    private static PolicyDirection? Hidden(PolicyDirection section, Truth truth) => truth == Truth.False && !section.Rules.IsEmpty ? section : null;

    private void CheckVersion()
    {
        if (_object is { Group: "networking.k8s.io", Version: "v1" } || Placeholder.IsIn(_object.Version))
            return;
        var location = _object.Node.Find("apiVersion") is { } entry ? Spans.SmallestOf(entry.Value, entry.Key.Location) : _object.NameLocation;
        var given = _object.Group.Length == 0 ? _object.Version : $"{_object.Group}/{_object.Version}";
        _fields.Reject(
            location,
            "apiVersion",
            given.Length == 0 ? "the object has no apiVersion" : $"no Kubernetes since 1.16 serves {given} for NetworkPolicy, which is in networking.k8s.io/v1");
    }

    private DirectionsInEffect ReadPolicyTypes(YamlMapping? spec)
    {
        const string Path = "spec.policyTypes";
        var node = spec?["policyTypes"];
        if (FieldReader.IsPlaceholder(node))
            return new DirectionsInEffect(Truth.Unknown, Truth.Unknown);

        var items = _fields.ReadItems(node, Path);
        if (items.IsEmpty)
        {
            // Default when policyTypes is absent: Egress only if an egress section has a rule (SetDefaults_NetworkPolicy).
            var egress = spec?["egress"];
            return new DirectionsInEffect(
                Truth.True,
                FieldReader.IsPlaceholder(egress) ? Truth.Unknown : egress is YamlSequence { Items.IsEmpty: false } ? Truth.True : Truth.False);
        }

        if (items.Length > 2)
            _fields.Reject(spec!.Find("policyTypes")!.Key.Location, Path, $"policyTypes holds {items.Length} values, more than two");
        var values = items.Select((item, index) => ReadPolicyType(item, $"{Path}[{index}]")).ToImmutableArray();
        return new DirectionsInEffect(Contains(values, "Ingress"), Contains(values, "Egress"));
    }

    private static Truth Contains(ImmutableArray<string?> values, string direction) =>
        values.Contains(direction, StringComparer.Ordinal) ? Truth.True
        : values.Any(static value => value is null) ? Truth.Unknown
        : Truth.False;

    private string? ReadPolicyType(YamlNode item, string path)
    {
        var value = _fields.ReadString(item, path);
        if (value is not (null or "Ingress" or "Egress"))
            _fields.Reject(Spans.SmallestOf(item, _object.NameLocation), path, $"policyTypes holds '{value}', which is neither Ingress nor Egress");
        return value;
    }

    private PolicyDirection ReadSection(YamlMapping? spec, string section, string peersField)
    {
        var path = $"spec.{section}";
        if (spec?.Find(section) is not { } entry)
            return new PolicyDirection([], _object.NameLocation);
        if (FieldReader.IsPlaceholder(entry.Value))
            return UnknownSection(entry.Value, path);

        var items = _fields.ReadItems(entry.Value, path);
        var rules = ImmutableArray.CreateBuilder<PolicyRule>(items.Length);
        for (var index = 0; index < items.Length; index++)
            rules.Add(ReadRule(items[index], $"{path}[{index}]", peersField, entry.Key.Location));
        return new PolicyDirection(rules.DrainToImmutable(), entry.Key.Location);
    }

    private static PolicyDirection UnknownSection(YamlNode node, string path) => new([UnknownRule(node.Location, path)], node.Location);

    private static PolicyRule UnknownRule(SourceLocation location, string path) =>
        new([new PolicyPeer(null, null, null, path, location) { IsUnknown = true }], null, path, location);

    private PolicyRule ReadRule(YamlNode node, string path, string peersField, SourceLocation section)
    {
        var location = Spans.SmallestOf(node, section);
        if (FieldReader.IsPlaceholder(node))
            return UnknownRule(location, path);

        var mapping = _fields.ReadMapping(node, path);
        var peersEntry = mapping?.Find(peersField);
        var peers = ReadList(peersEntry, $"{path}.{peersField}", _peers.Read, UnknownPeer);
        var ports = ReadList(mapping?.Find("ports"), $"{path}.ports", _ports.Read, static (_, at) => PolicyPortReader.Unknown(at));

        // A rule that takes any peer because its list is written and empty is best shown by that list.
        if (peers is null && peersEntry is not null)
            location = Spans.SmallestOf(peersEntry);
        return new PolicyRule(peers, ports, path, location);
    }

    private static PolicyPeer UnknownPeer(string path, SourceLocation location) => new(null, null, null, path, location) { IsUnknown = true };

    /// <summary>The elements of a list; null where it is missing, null or empty, which means no restriction.</summary>
    private ImmutableArray<T>? ReadList<T>(YamlEntry? entry, string path, Func<YamlNode, string, SourceLocation, T> read, Func<string, SourceLocation, T> unknown)
    {
        if (FieldReader.IsPlaceholder(entry?.Value))
            return [unknown(path, entry!.Value.Location)];
        var items = _fields.ReadItems(entry?.Value, path);
        if (items.IsEmpty)
            return null;
        var list = ImmutableArray.CreateBuilder<T>(items.Length);
        for (var index = 0; index < items.Length; index++)
            list.Add(read(items[index], $"{path}[{index}]", entry!.Key.Location));
        return list.DrainToImmutable();
    }

    private sealed record DirectionsInEffect(Truth Ingress, Truth Egress);
}
