using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>Reads <c>source</c> and <c>destination</c> of a rule, with Calico's checks (libcalico-go/lib/validator/v3).</summary>
internal sealed class CalicoSideReader(FieldReader fields, string home, bool isStored)
{
    private const string Refuser = "Calico";
    private const int MaxPortName = 128;

    private readonly CalicoSelectorReader _selectors = new(fields);

    public CalicoSide Read(YamlEntry? entry, string path, SourceLocation rule)
    {
        if (FieldReader.IsPlaceholder(entry?.Value))
            return new CalicoSide(path, entry!.Value.Location, new CalicoSelectors(SelectorExpression.Unknown, null, null, null, entry.Value.Location)) { IsUnknown = true };

        var mapping = fields.ReadMapping(entry?.Value, path);
        var first = mapping?.Entries.FirstOrDefault(static field => field.Name is "nets" or "notNets" or "selector" or "notSelector" or "namespaceSelector" or "serviceAccounts" or "services");
        var location = first is null ? rule : Spans.SmallestOf(first);
        var side = new CalicoSide(
            path,
            location,
            new CalicoSelectors(
                _selectors.Read(mapping?["selector"], $"{path}.selector"),
                _selectors.ReadNamespaces(mapping?["namespaceSelector"], $"{path}.namespaceSelector"),
                _selectors.ReadAccounts(mapping?["serviceAccounts"], $"{path}.serviceAccounts"),
                _selectors.Read(mapping?["notSelector"], $"{path}.notSelector"),
                location))
        {
            Nets = ReadNets(mapping?.Find("nets"), $"{path}.nets"),
            NotNets = [.. ReadNets(mapping?.Find("notNets"), $"{path}.notNets").Select((block, index) => new IpBlockException(block.Cidr, block.CidrLocation) { Path = $"{path}.notNets[{index}]" })],
            Ports = ReadPorts(mapping?.Find("ports"), $"{path}.ports"),
            NotPorts = ReadPorts(mapping?.Find("notPorts"), $"{path}.notPorts") ?? [],
            Service = ReadService(mapping?.Find("services"), $"{path}.services"),
        };
        CheckService(side, mapping?.Find("services"), path);
        return side;
    }

    private ImmutableArray<IpBlock> ReadNets(YamlEntry? entry, string path)
    {
        if (FieldReader.IsPlaceholder(entry?.Value))
            return [new IpBlock(null, entry!.Value.Location, [])];
        var items = fields.ReadItems(entry?.Value, path);
        return [.. items.Select((item, index) => new IpBlock(ReadNet(item, $"{path}[{index}]", entry!.Key.Location), Spans.SmallestOf(item, entry!.Key.Location), []))];
    }

    /// <summary>
    /// A block without host bits, or one address. What is stored already has its host bits masked off, and nobody refuses there what is no block: the agent on the node
    /// leaves out a source that it cannot read, so that without any other every source is meant (updateprocessors/rules.go in libcalico-go).
    /// </summary>
    private IPNetwork? ReadNet(YamlNode node, string path, SourceLocation fallback)
    {
        if (fields.ReadString(node, path) is not { } text)
            return null;
        var location = Spans.SmallestOf(node, fallback);
        var isAddress = !text.Contains('/', StringComparison.Ordinal);
        var network = CidrText.Parse(!isAddress ? text : text.Contains(':', StringComparison.Ordinal) ? $"{text}/128" : $"{text}/32");
        if (network is null && isStored)
            return null;
        if (network is null)
            fields.Reject(location, path, $"'{text}' is not an address block", Refuser);
        else if (!isStored && CidrText.HasHostBits(text, network.Value))
            fields.Reject(location, path, $"'{text}' has host bits; the block is '{network}'", Refuser);
        return network;
    }

    private ImmutableArray<PolicyPort>? ReadPorts(YamlEntry? entry, string path)
    {
        if (FieldReader.IsPlaceholder(entry?.Value))
            return [PolicyPortReader.Unknown(entry!.Value.Location)];
        var items = fields.ReadItems(entry?.Value, path);
        return items.IsEmpty ? null : [.. items.Select((item, index) => ReadPort(item, $"{path}[{index}]", entry!.Key.Location))];
    }

    /// <summary>A number, a range <c>low:high</c>, or a name.</summary>
    private PolicyPort ReadPort(YamlNode node, string path, SourceLocation fallback)
    {
        var location = Spans.SmallestOf(node, fallback);
        if (FieldReader.IsPlaceholder(node))
            return PolicyPortReader.Unknown(location);
        if (node is YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float })
            return fields.ReadInteger(node, path, 1, PortRange.MaxPort) is { } port ? new PolicyPort(Protocol.Tcp, port, port, null, location) : PolicyPortReader.Unknown(location);

        var text = fields.ReadString(node, path) ?? string.Empty;
        var parts = text.Split(':');
        var numbers = parts.Select(ParsePort).ToArray();
        if (parts.Length <= 2 && numbers.All(static number => number is not null))
        {
            var (first, last) = (numbers[0]!.Value, numbers[^1]!.Value);
            if (first is < 1 or > PortRange.MaxPort || last is < 1 or > PortRange.MaxPort)
                fields.Reject(location, path, $"port '{text}' is not between 1 and {PortRange.MaxPort}", Refuser);
            else if (last < first)
                fields.Reject(location, path, $"port range '{text}' ends below its start", Refuser);
            return new PolicyPort(Protocol.Tcp, Math.Max(first, 1), last, null, location);
        }

        if (text.Length is 0 or > MaxPortName || text.Any(static character => !char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-')))
            fields.Reject(location, path, $"'{text}' is neither a port, a range of ports 'low:high', nor a port name", Refuser);
        return new PolicyPort(Protocol.Tcp, null, null, text, location);
    }

    private static int? ParsePort(string text) =>
        text.Length is > 0 and <= 9 && !text.AsSpan().ContainsAnyExceptInRange('0', '9') ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private ServiceReference? ReadService(YamlEntry? entry, string path)
    {
        if (entry is null || FieldReader.IsAbsent(entry.Value))
            return null;
        var mapping = fields.ReadMapping(entry.Value, path);
        var name = fields.ReadString(mapping?["name"], $"{path}.name");
        var given = fields.ReadString(mapping?["namespace"], $"{path}.namespace");
        if (name is { Length: 0 } && !FieldReader.IsPlaceholder(entry.Value))
            fields.Reject(entry.Key.Location, path, "services names no Service", Refuser);
        if (given is { Length: 0 } && home.Length == 0 && !FieldReader.IsPlaceholder(entry.Value))
            fields.Reject(entry.Key.Location, path, "services names no namespace, in a policy that has none", Refuser);

        // No Service has an empty name, so of one that cannot be read nothing is known.
        return new ServiceReference(given is { Length: 0 } ? home : given ?? string.Empty, name ?? string.Empty);
    }

    private void CheckService(CalicoSide side, YamlEntry? entry, string path)
    {
        if (side.Service is null)
            return;
        if (side.Selectors.AreGiven)
            fields.Reject(entry!.Key.Location, path, "services stands beside a selector or serviceAccounts", Refuser);
        if (!side.Nets.IsEmpty || !side.NotNets.IsEmpty)
            fields.Reject(entry!.Key.Location, path, "services stands beside nets or notNets", Refuser);
    }

    /// <summary>The blocks of one rule are of one family, that of its ipVersion if it gives one.</summary>
    public void CheckFamilies(CalicoSide source, CalicoSide destination, AddressFamily? family)
    {
        var all = source.Nets.Concat(destination.Nets).Select(static block => (block.Cidr, Location: block.CidrLocation))
            .Concat(source.NotNets.Concat(destination.NotNets).Select(static except => (except.Cidr, except.Location)));
        foreach (var (cidr, location) in all)
        {
            if (cidr is not { } network)
                continue;
            if (family is { } known && network.BaseAddress.AddressFamily != known)
            {
                fields.Reject(location, source.Path, $"'{network}' is of another family than {(known == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} of the rule", Refuser);
                return;
            }

            family = network.BaseAddress.AddressFamily;
        }
    }
}
