using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads the elements of <c>fromEndpoints</c>, <c>toCIDRSet</c>, <c>toFQDNs</c> and the like.</summary>
internal sealed class CiliumPeerReader(FieldReader fields, CiliumSelectorReader selectors, string @namespace)
{
    public PolicyPeer Read(string list, YamlNode node, string path, bool isEgress, SourceLocation fallback)
    {
        var location = Spans.SmallestOf(node, fallback);
        var peer = new PolicyPeer(null, null, null, path, location);
        if (FieldReader.IsPlaceholder(node))
            return peer with { IsUnknown = true };
        return list switch
        {
            "fromEndpoints" or "toEndpoints" => selectors.ReadPeer(node, path, location),
            "fromCIDR" or "toCIDR" => peer with { IpBlock = new IpBlock(ReadCidr(node, path, location), location, []) },
            "fromCIDRSet" or "toCIDRSet" => ReadCidrSet(node, path, peer),
            "fromEntities" or "toEntities" => ReadEntity(node, path, peer),
            "toServices" => ReadService(fields.ReadMapping(node, path), path, peer),
            "toFQDNs" => ReadNames(fields.ReadMapping(node, path), path, peer),
            "fromNodes" or "toNodes" => CiliumEntities.Nodes(peer),

            // Groups are of other clouds; none has the metadata service in it.
            _ => isEgress ? peer : peer with { HasUnknownAddresses = true },
        };
    }

    /// <summary>A block, or one address (CIDR.sanitize).</summary>
    private IPNetwork? ReadCidr(YamlNode? node, string path, SourceLocation location)
    {
        if (fields.ReadString(node, path) is not { } text)
            return null;
        var isAddress = !text.Contains('/', StringComparison.Ordinal);
        var network = CidrText.Parse(!isAddress ? text : text.Contains(':', StringComparison.Ordinal) ? $"{text}/128" : $"{text}/32");
        if (network is null)
            fields.Reject(location, path, $"'{text}' is not an address block");
        return network;
    }

    private PolicyPeer ReadCidrSet(YamlNode node, string path, PolicyPeer peer)
    {
        var mapping = fields.ReadMapping(node, path);
        var cidrNode = mapping?["cidr"];
        var isGroup = !FieldReader.IsAbsent(mapping?["cidrGroupRef"]) || !FieldReader.IsAbsent(mapping?["cidrGroupSelector"]);
        if (isGroup)
            return peer with { HasUnknownAddresses = true };
        if (FieldReader.IsAbsent(cidrNode))
        {
            fields.Reject(peer.Location, path, "the element names neither cidr nor cidrGroupRef");
            return peer;
        }

        var cidr = ReadCidr(cidrNode, $"{path}.cidr", cidrNode!.Location);
        var items = fields.ReadItems(mapping!["except"], $"{path}.except");
        var except = ImmutableArray.CreateBuilder<IpBlockException>(items.Length);
        for (var index = 0; index < items.Length; index++)
        {
            var location = Spans.SmallestOf(items[index], peer.Location);
            var inner = ReadCidr(items[index], $"{path}.except[{index}]", location);
            if (inner is { } network && cidr is { } outer && !Contains(outer, network))
                fields.Reject(location, $"{path}.except[{index}]", $"except '{network}' is not inside cidr '{outer}'", "Cilium");
            except.Add(new IpBlockException(inner, location));
        }

        if (FieldReader.IsPlaceholder(mapping["except"]))
            except.Add(new IpBlockException(null, mapping["except"]!.Location));
        return peer with { IpBlock = new IpBlock(cidr, cidrNode.Location, except.DrainToImmutable()), Location = cidrNode.Location };
    }

    private static bool Contains(IPNetwork outer, IPNetwork inner) =>
        inner.BaseAddress.AddressFamily == outer.BaseAddress.AddressFamily && inner.PrefixLength >= outer.PrefixLength && outer.Contains(inner.BaseAddress);

    private PolicyPeer ReadEntity(YamlNode node, string path, PolicyPeer peer)
    {
        if (fields.ReadString(node, path) is not { } name)
            return peer with { IsUnknown = true };
        if (CiliumEntities.Find(name) is { } entity)
            return CiliumEntities.Apply(entity, peer);
        fields.Reject(peer.Location, path, $"'{name}' is no entity");
        return peer;
    }

    private PolicyPeer ReadService(YamlMapping? mapping, string path, PolicyPeer peer)
    {
        if (mapping?.Find("k8sService") is not { } entry || FieldReader.IsAbsent(entry.Value))
            return peer with { HasUnknownAddresses = true };
        var service = fields.ReadMapping(entry.Value, $"{path}.k8sService");
        var name = fields.ReadString(service?["serviceName"], $"{path}.k8sService.serviceName");
        var given = fields.ReadString(service?["namespace"], $"{path}.k8sService.namespace");
        var home = given is { Length: 0 } ? @namespace : given;
        return string.IsNullOrEmpty(name) || string.IsNullOrEmpty(home)
            ? peer with { HasUnknownAddresses = true }
            : peer with { Service = new ServiceReference(home, name) };
    }

    private PolicyPeer ReadNames(YamlMapping? mapping, string path, PolicyPeer peer)
    {
        var name = fields.ReadString(mapping?["matchName"], $"{path}.matchName");
        var pattern = fields.ReadString(mapping?["matchPattern"], $"{path}.matchPattern");
        if (name is null || pattern is null)
            return peer with { HasUnknownAddresses = true };
        if (name.Length == 0 && pattern.Length == 0)
            fields.Reject(peer.Location, path, "the element has neither matchName nor matchPattern", "Cilium");
        return OpenNames.IsOpen(pattern)
            ? peer with { Addresses = AddressSet.Everything, Phrase = $"every name like '{pattern}', and outsiders can register such names for any address" }
            : peer with { Phrase = name.Length > 0 ? $"the name '{name}'" : $"names like '{pattern}'" };
    }
}
