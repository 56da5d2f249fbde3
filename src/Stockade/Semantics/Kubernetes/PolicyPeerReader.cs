using System.Collections.Immutable;
using System.Net;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads the elements of <c>from</c> and <c>to</c>, with the checks of ValidateNetworkPolicyPeer and ValidateIPBlock.</summary>
internal sealed class PolicyPeerReader(FieldReader fields, LabelSelectorReader selectors)
{
    public PolicyPeer Read(YamlNode node, string path, SourceLocation fallback)
    {
        var location = Spans.SmallestOf(node, fallback);
        if (FieldReader.IsPlaceholder(node))
            return new PolicyPeer(null, null, null, path, location) { IsUnknown = true };

        var mapping = fields.ReadMapping(node, path);
        var pods = FindPresent(mapping, "podSelector");
        var namespaces = FindPresent(mapping, "namespaceSelector");
        var block = FindPresent(mapping, "ipBlock");
        var podSelector = pods is null ? null : selectors.Read(pods.Value, $"{path}.podSelector");
        var namespaceSelector = namespaces is null ? null : selectors.Read(namespaces.Value, $"{path}.namespaceSelector");
        var ipBlock = block is null ? null : ReadIpBlock(block, $"{path}.ipBlock");

        if (pods is null && namespaces is null && block is null && node is not (YamlSequence or YamlScalar { IsNull: false }))
            fields.Reject(location, path, "the peer names no podSelector, namespaceSelector or ipBlock");
        if (block is not null && (pods ?? namespaces) is { } selector)
            fields.Reject(selector.Key.Location, path, $"the peer combines ipBlock with {selector.Name}");

        if (ipBlock is not null)
            return new PolicyPeer(podSelector, namespaceSelector, ipBlock, $"{path}.ipBlock", ipBlock.CidrLocation);
        var decisive = namespaces ?? pods;
        var decisivePath = namespaces is not null && pods is not null || decisive is null ? path : $"{path}.{decisive.Name}";
        return new PolicyPeer(podSelector, namespaceSelector, null, decisivePath, decisive is null ? location : Spans.SmallestOf(decisive));
    }

    private static YamlEntry? FindPresent(YamlMapping? mapping, string key) => mapping?.Find(key) is { } entry && !FieldReader.IsAbsent(entry.Value) ? entry : null;

    private IpBlock ReadIpBlock(YamlEntry entry, string path)
    {
        var fallback = Spans.SmallestOf(entry);
        if (FieldReader.IsPlaceholder(entry.Value))
            return new IpBlock(null, entry.Value.Location, []);

        if (fields.ReadMapping(entry.Value, path) is not { } mapping)
            return new IpBlock(null, fallback, []);
        var cidrNode = mapping["cidr"];
        var cidrLocation = FieldReader.IsAbsent(cidrNode) ? fallback : cidrNode!.Location;
        if (cidrNode is null or YamlScalar { Value.Length: 0 } or YamlScalar { IsNull: true })
        {
            fields.Reject(cidrLocation, $"{path}.cidr", "the ipBlock has no cidr");
            return new IpBlock(null, cidrLocation, []);
        }

        var cidr = fields.ReadCidr(cidrNode, cidrLocation, $"{path}.cidr");
        var items = fields.ReadItems(mapping["except"], $"{path}.except");
        var except = ImmutableArray.CreateBuilder<IpBlockException>(items.Length);
        for (var index = 0; index < items.Length; index++)
            except.Add(ReadException(items[index], cidr, fallback, $"{path}.except[{index}]"));
        if (FieldReader.IsPlaceholder(mapping["except"]))
            except.Add(new IpBlockException(null, mapping["except"]!.Location));
        return new IpBlock(cidr, cidrLocation, except.DrainToImmutable());
    }

    private IpBlockException ReadException(YamlNode node, IPNetwork? cidr, SourceLocation fallback, string path)
    {
        var location = Spans.SmallestOf(node, fallback);
        var except = fields.ReadCidr(node, location, path);
        if (except is { } inner && cidr is { } outer && !IsStrictSubset(inner, outer))
            fields.Reject(location, path, $"except '{((YamlScalar)node).Value}' is not a strict subset of cidr '{outer}'");
        return new IpBlockException(except, location);
    }

    private static bool IsStrictSubset(IPNetwork inner, IPNetwork outer) =>
        inner.BaseAddress.AddressFamily == outer.BaseAddress.AddressFamily
        && inner.PrefixLength > outer.PrefixLength
        && outer.Contains(inner.BaseAddress);
}
