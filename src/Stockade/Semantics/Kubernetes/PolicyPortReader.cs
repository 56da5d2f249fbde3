using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads the elements of <c>ports</c>, with the checks of ValidateNetworkPolicyPort.</summary>
internal sealed class PolicyPortReader(FieldReader fields)
{

    public PolicyPort Read(YamlNode node, string path, SourceLocation fallback)
    {
        var location = Spans.SmallestOf(node, fallback);
        if (FieldReader.IsPlaceholder(node))
            return Unknown(location);

        var mapping = fields.ReadMapping(node, path);
        var protocol = ReadProtocol(mapping?["protocol"], $"{path}.protocol");
        var portNode = mapping?["port"];
        var endNode = mapping?["endPort"];
        var isUnknown = protocol is null || FieldReader.IsPlaceholder(portNode) || FieldReader.IsPlaceholder(endNode);
        var name = ReadName(portNode, $"{path}.port");
        var first = name is null ? ReadNumber(portNode, $"{path}.port", "port") : null;
        var last = endNode is YamlScalar { IsString: true } ? RejectNumber(endNode, $"{path}.endPort", "endPort") : ReadNumber(endNode, $"{path}.endPort", "endPort");
        CheckRange(portNode, endNode, first, last, path);
        return new PolicyPort(protocol ?? Protocol.Tcp, first, last ?? first, name, location) { IsUnknown = isUnknown };
    }

    /// <summary>A port entry of which nothing can be read.</summary>
    public static PolicyPort Unknown(SourceLocation location) => new(Protocol.Tcp, null, null, null, location) { IsUnknown = true };

    public Protocol? ReadProtocol(YamlNode? node, string path)
    {
        if (FieldReader.IsAbsent(node))
            return Protocol.Tcp;
        switch (fields.ReadString(node, path))
        {
            case "TCP":
                return Protocol.Tcp;
            case "UDP":
                return Protocol.Udp;
            case "SCTP":
                return Protocol.Sctp;
            case { } other:
                fields.Reject(node!.Location, path, $"protocol '{other}' is none of TCP, UDP, SCTP");
                return null;
            default:
                return null;
        }
    }

    private string? ReadName(YamlNode? node, string path)
    {
        if (node is not YamlScalar { IsString: true } scalar || FieldReader.IsPlaceholder(node))
            return null;
        if (!NameSyntax.IsPortName(scalar.Value))
        {
            var message = scalar.Value.Length > 0 && !scalar.Value.AsSpan().ContainsAnyExceptInRange('0', '9')
                ? $"port '{scalar.Value}' is a string and so a port name, which needs a letter"
                : $"'{scalar.Value}' is not a valid port name";
            fields.Reject(scalar.Location, path, message);
        }

        return scalar.Value;
    }

    private int? ReadNumber(YamlNode? node, string path, string field)
    {
        if (FieldReader.IsAbsent(node) || FieldReader.IsPlaceholder(node))
            return null;
        if (node is not YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } scalar || IntegerText.Parse(scalar.Value) is not { } number)
            return RejectNumber(node!, path, field);
        if (number is >= 1 and <= PortRange.MaxPort)
            return (int)number;
        fields.Reject(scalar.Location, path, $"{field} {scalar.Value} is not between 1 and {PortRange.MaxPort}");
        return null;
    }

    private int? RejectNumber(YamlNode node, string path, string field)
    {
        if (!FieldReader.IsPlaceholder(node))
            fields.Reject(node.Location, path, $"{field} is {FieldReader.Describe(node)}, not a port number");
        return null;
    }

    private void CheckRange(YamlNode? portNode, YamlNode? endNode, int? first, int? last, string path)
    {
        if (FieldReader.IsAbsent(endNode))
            return;
        if (FieldReader.IsAbsent(portNode))
            fields.Reject(endNode!.Location, $"{path}.endPort", "endPort stands without port");
        else if (portNode is YamlScalar { IsString: true } scalar && !FieldReader.IsPlaceholder(scalar))
            fields.Reject(endNode!.Location, $"{path}.endPort", $"endPort stands beside the port name '{scalar.Value}'");
        else if (first is { } low && last is { } high && high < low)
            fields.Reject(endNode!.Location, $"{path}.endPort", $"endPort {high} is below port {low}");
    }
}
