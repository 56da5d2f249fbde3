using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads one element of <c>ingress</c>, <c>ingressDeny</c>, <c>egress</c> or <c>egressDeny</c>: all of its parts must match.</summary>
internal sealed class CiliumEntryReader(FieldReader fields, CiliumPeerReader peers)
{

    private static readonly ImmutableArray<string> s_sources = ["fromEndpoints", "fromCIDR", "fromCIDRSet", "fromEntities", "fromGroups", "fromNodes"];

    private static readonly ImmutableArray<string> s_destinations =
        ["toEndpoints", "toCIDR", "toCIDRSet", "toEntities", "toServices", "toFQDNs", "toGroups", "toNodes"];

    public PolicyRule Read(YamlNode node, string path, bool isEgress, TierAction action, SourceLocation section)
    {
        var location = Spans.SmallestOf(node, section);
        var unknown = new PolicyPeer(null, null, null, path, location) { IsUnknown = true };
        if (FieldReader.IsPlaceholder(node))
            return new PolicyRule([unknown], null, path, location) { Action = action };

        var mapping = fields.ReadMapping(node, path);
        var lists = (isEgress ? s_destinations : s_sources).Select(name => mapping?.Find(name)).OfType<YamlEntry>().Where(static entry => !FieldReader.IsAbsent(entry.Value)).ToImmutableArray();
        var filled = lists.Where(static entry => entry.Value is YamlSequence { Items.IsEmpty: false }).ToImmutableArray();
        if (filled.Length > 1)
            fields.Reject(filled[1].Key.Location, path, $"the entry combines {filled[0].Name} with {filled[1].Name}", "Cilium");

        var (ports, hasPorts) = ReadPorts(mapping?.Find("toPorts"), $"{path}.toPorts");
        var hasIcmp = mapping?["icmps"] is YamlSequence { Items.IsEmpty: false };
        if (hasIcmp && hasPorts)
            fields.Reject(mapping!.Find("icmps")!.Key.Location, path, "the entry combines icmps with toPorts", "Cilium");
        var hasRequirement = !FieldReader.IsAbsent(mapping?[isEgress ? "toRequires" : "fromRequires"]);
        return new PolicyRule(
            ReadPeers(lists, path, isEgress, hasPorts || hasIcmp),
            hasIcmp ? [] : ports,
            path,
            filled.IsEmpty ? location : Spans.SmallestOf(filled[0]))
        { Action = action, MayBeNarrower = hasRequirement };
    }

    /// <summary>Null for any peer: no list at all beside ports. An empty list matches nothing, and so does <c>{}</c>.</summary>
    private ImmutableArray<PolicyPeer>? ReadPeers(ImmutableArray<YamlEntry> lists, string path, bool isEgress, bool isNarrowedOtherwise)
    {
        if (lists.IsEmpty)
            return isNarrowedOtherwise ? null : [];
        var read = ImmutableArray.CreateBuilder<PolicyPeer>();
        foreach (var list in lists)
        {
            var listPath = $"{path}.{list.Name}";
            if (FieldReader.IsPlaceholder(list.Value))
                return [new PolicyPeer(null, null, null, listPath, list.Value.Location) { IsUnknown = true }];
            var items = fields.ReadItems(list.Value, listPath);
            if (items.IsEmpty)
                return [];
            for (var index = 0; index < items.Length; index++)
                read.Add(peers.Read(list.Name, items[index], $"{listPath}[{index}]", isEgress, list.Key.Location));
        }

        return read.ToImmutable();
    }

    /// <summary>The ports, null for any; and whether the entry gives some. What layer 7 rules narrow further is allowed as far as layer 4 goes.</summary>
    private (ImmutableArray<PolicyPort>? Ports, bool IsGiven) ReadPorts(YamlEntry? entry, string path)
    {
        if (FieldReader.IsPlaceholder(entry?.Value))
            return ([PolicyPortReader.Unknown(entry!.Value.Location)], true);
        var rules = fields.ReadItems(entry?.Value, path);
        if (rules.IsEmpty)
            return (null, false);

        var ports = ImmutableArray.CreateBuilder<PolicyPort>();
        var isAny = false;
        for (var index = 0; index < rules.Length; index++)
        {
            var location = Spans.SmallestOf(rules[index], entry!.Key.Location);
            var list = fields.ReadMapping(rules[index], $"{path}[{index}]")?["ports"];
            if (FieldReader.IsPlaceholder(rules[index]) || FieldReader.IsPlaceholder(list))
                ports.Add(PolicyPortReader.Unknown(location));
            var items = fields.ReadItems(list, $"{path}[{index}].ports");
            isAny |= items.IsEmpty && !FieldReader.IsPlaceholder(rules[index]) && !FieldReader.IsPlaceholder(list);
            for (var at = 0; at < items.Length; at++)
                ports.AddRange(ReadPort(items[at], $"{path}[{index}].ports[{at}]", location));
        }

        return (isAny ? null : ports.ToImmutable(), true);
    }

    private IEnumerable<PolicyPort> ReadPort(YamlNode node, string path, SourceLocation fallback)
    {
        var location = Spans.SmallestOf(node, fallback);
        var mapping = fields.ReadMapping(node, path);
        var text = fields.ReadString(mapping?["port"], $"{path}.port");
        var end = fields.ReadInteger(mapping?["endPort"], $"{path}.endPort", 0, PortRange.MaxPort);
        if (FieldReader.IsPlaceholder(node) || text is null || FieldReader.IsPlaceholder(mapping?["endPort"]) || ReadProtocols(mapping?["protocol"], $"{path}.protocol") is not { } protocols)
            return [PolicyPortReader.Unknown(location)];
        if (IsServiceName(text))
        {
            // Names are compared without case, and a range cannot start with one (PortProtocol.sanitize).
            var name = text.ToLowerInvariant();
            return protocols.Select(protocol => new PolicyPort(protocol, null, null, name, location));
        }

        if (ParseNumber(text) is not { } first)
        {
            fields.Reject(mapping?["port"] is { } port && !FieldReader.IsAbsent(port) ? port.Location : location, $"{path}.port", text.Length == 0 ? "the port is missing" : $"port '{text}' is neither a number nor a port name");
            return [];
        }

        if (first == 0)
            return protocols.Select(protocol => new PolicyPort(protocol, null, null, null, location));
        if (end is > 0 && end < first)
            fields.Reject(location, $"{path}.endPort", $"endPort {end} is below port {first}", "Cilium");
        return protocols.Select(protocol => new PolicyPort(protocol, first, end is > 0 ? end : first, null, location));
    }

    /// <summary>The protocols meant; null where they cannot be read. Those without ports are none.</summary>
    private ImmutableArray<Protocol>? ReadProtocols(YamlNode? node, string path)
    {
        switch (fields.ReadString(node, path))
        {
            case null:
                return null;
            case "" or "ANY":
                return [.. Enum.GetValues<Protocol>()];
            case "TCP":
                return [Protocol.Tcp];
            case "UDP":
                return [Protocol.Udp];
            case "SCTP":
                return [Protocol.Sctp];
            case "ICMP" or "ICMPv6" or "VRRP" or "IGMP":
                return [];
            case { } other:
                fields.Reject(node!.Location, path, $"protocol '{other}' is none of TCP, UDP, SCTP, ANY");
                return null;
        }
    }

    private static int? ParseNumber(string text) =>
        text.Length is > 0 and <= 5
        && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
        && (text.Length == 1 || text[0] != '0')
        && int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is var number and <= PortRange.MaxPort
            ? number
            : null;

    /// <summary>A service name as IANA registers them (RFC 6335, 5.1).</summary>
    private static bool IsServiceName(string text) => NameSyntax.IsPortName(text.ToLowerInvariant());
}
