using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads <c>ports</c> of v1alpha1 and <c>protocols</c> of v1alpha2. No element means any traffic.</summary>
internal sealed class AdminPortReader(FieldReader fields)
{

    public ImmutableArray<PolicyPort>? ReadPorts(YamlEntry? entry, string path) => ReadList(entry, path, ReadPort, mayBeEmpty: true);

    public ImmutableArray<PolicyPort>? ReadProtocols(YamlEntry? entry, string path) => ReadList(entry, path, ReadProtocol, mayBeEmpty: false);

    private ImmutableArray<PolicyPort>? ReadList(YamlEntry? entry, string path, Func<YamlEntry, string, SourceLocation, IEnumerable<PolicyPort>> read, bool mayBeEmpty)
    {
        if (FieldReader.IsPlaceholder(entry?.Value))
            return [PolicyPortReader.Unknown(entry!.Value.Location)];
        var items = fields.ReadItems(entry?.Value, path);
        if (items.IsEmpty)
        {
            if (entry?.Value is YamlSequence && !mayBeEmpty)
                fields.Reject(entry.Key.Location, path, $"{path} is empty");
            return null;
        }

        var ports = ImmutableArray.CreateBuilder<PolicyPort>();
        for (var index = 0; index < items.Length; index++)
        {
            var location = Spans.SmallestOf(items[index], entry!.Key.Location);
            var itemPath = $"{path}[{index}]";
            if (FieldReader.IsPlaceholder(items[index]))
            {
                ports.Add(PolicyPortReader.Unknown(location));
                continue;
            }

            var set = fields.ReadMapping(items[index], itemPath)?.Entries.Where(static field => !FieldReader.IsAbsent(field.Value)).ToImmutableArray() ?? [];
            if (set.Length != 1)
                fields.Reject(location, itemPath, set.IsEmpty ? "the port names nothing" : $"the port combines {set[0].Name} with {set[1].Name}");
            else
                ports.AddRange(read(set[0], itemPath, location));
        }

        return ports.ToImmutable();
    }

    private IEnumerable<PolicyPort> ReadPort(YamlEntry field, string parent, SourceLocation location)
    {
        var path = $"{parent}.{field.Name}";
        if (FieldReader.IsPlaceholder(field.Value))
            return [PolicyPortReader.Unknown(location)];
        switch (field.Name)
        {
            case "namedPort":
                return ReadName(field.Value, path, location);
            case "portNumber" or "portRange":
                var mapping = fields.ReadMapping(field.Value, path);
                var protocol = new PolicyPortReader(fields).ReadProtocol(mapping?["protocol"], $"{path}.protocol");
                return field.Name is "portNumber"
                    ? [Number(protocol, mapping?["port"], $"{path}.port", location)]
                    : [Range(protocol, mapping, path, location)];
            default:
                fields.Reject(field.Key.Location, path, $"the port names no portNumber, portRange or namedPort");
                return [];
        }
    }

    private IEnumerable<PolicyPort> ReadProtocol(YamlEntry field, string parent, SourceLocation location)
    {
        var path = $"{parent}.{field.Name}";
        if (FieldReader.IsPlaceholder(field.Value))
            return [PolicyPortReader.Unknown(location)];
        Protocol protocol;
        switch (field.Name)
        {
            case "destinationNamedPort":
                return ReadName(field.Value, path, location);
            case "tcp":
                protocol = Protocol.Tcp;
                break;
            case "udp":
                protocol = Protocol.Udp;
                break;
            case "sctp":
                protocol = Protocol.Sctp;
                break;
            default:
                fields.Reject(field.Key.Location, path, "the element names no tcp, udp, sctp or destinationNamedPort");
                return [];
        }

        var node = fields.ReadMapping(field.Value, path)?["destinationPort"];
        if (FieldReader.IsPlaceholder(node))
            return [PolicyPortReader.Unknown(location)];
        if (fields.ReadMapping(node, $"{path}.destinationPort") is not { } destination)
            return [new PolicyPort(protocol, null, null, null, location)];
        var hasNumber = !FieldReader.IsAbsent(destination["number"]);
        if (hasNumber == !FieldReader.IsAbsent(destination["range"]))
            fields.Reject(location, $"{path}.destinationPort", hasNumber ? "destinationPort has both number and range" : "destinationPort has neither number nor range");
        if (hasNumber)
            return [Number(protocol, destination["number"], $"{path}.destinationPort.number", location)];
        var range = Range(protocol, fields.ReadMapping(destination["range"], $"{path}.destinationPort.range"), $"{path}.destinationPort.range", location);
        if (range.FirstPort > range.LastPort)
            fields.Reject(location, $"{path}.destinationPort.range", $"start {range.FirstPort} is above end {range.LastPort}");
        return [range];
    }

    /// <summary>A name stands for every protocol under which the pod declares it.</summary>
    private IEnumerable<PolicyPort> ReadName(YamlNode node, string path, SourceLocation location) =>
        fields.ReadString(node, path) is { } name
            ? Enum.GetValues<Protocol>().Select(protocol => new PolicyPort(protocol, null, null, name, location))
            : [PolicyPortReader.Unknown(location)];

    private PolicyPort Number(Protocol? protocol, YamlNode? node, string path, SourceLocation location)
    {
        var number = ReadNumber(node, path, location);
        return new PolicyPort(protocol ?? Protocol.Tcp, number, number, null, location) { IsUnknown = protocol is null || number is null };
    }

    private PolicyPort Range(Protocol? protocol, YamlMapping? mapping, string path, SourceLocation location)
    {
        var start = ReadNumber(mapping?["start"], $"{path}.start", location);
        var end = ReadNumber(mapping?["end"], $"{path}.end", location);
        return new PolicyPort(protocol ?? Protocol.Tcp, start, end, null, location) { IsUnknown = protocol is null || start is null || end is null };
    }

    private int? ReadNumber(YamlNode? node, string path, SourceLocation location)
    {
        if (FieldReader.IsAbsent(node))
            fields.Reject(location, path, $"{path} is missing");
        return fields.ReadInteger(node, path, 1, PortRange.MaxPort);
    }
}
