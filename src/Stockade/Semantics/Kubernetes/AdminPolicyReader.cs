using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Reads the kinds of policy.networking.k8s.io as the API server stores them, with the checks of their CRDs (kubernetes-sigs/network-policy-api,
/// apis/v1alpha1 and apis/v1alpha2).
/// </summary>
internal sealed class AdminPolicyReader
{
    private const string Group = "policy.networking.k8s.io";
    private const int MaxPriority = 1000;

    private readonly KubernetesObject _object;
    private readonly FieldReader _fields = new();
    private readonly AdminPeerReader _peers;
    private readonly AdminPortReader _ports;
    private readonly bool _isClusterNetworkPolicy;

    private AdminPolicyReader(KubernetesObject @object)
    {
        _object = @object;
        _isClusterNetworkPolicy = @object.Kind is "ClusterNetworkPolicy";
        _peers = new AdminPeerReader(_fields);
        _ports = new AdminPortReader(_fields);
    }

    public static bool Reads(string group, string kind) =>
        group is Group && kind is "AdminNetworkPolicy" or "BaselineAdminNetworkPolicy" or "ClusterNetworkPolicy";

    public static AdminPolicy Read(KubernetesObject @object) => new AdminPolicyReader(@object).ReadPolicy();

    private AdminPolicy ReadPolicy()
    {
        CheckVersion();
        PolicyMetadata.Check(_object, _fields);
        if (_object.Kind is "BaselineAdminNetworkPolicy" && _object.Name is not "default" && !Placeholder.IsIn(_object.Name))
            _fields.Reject(_object.NameLocation, "metadata.name", $"a BaselineAdminNetworkPolicy is named 'default', not '{_object.Name}'");

        var specNode = _object.Node["spec"];
        var spec = _fields.ReadMapping(specNode, "spec");
        if (FieldReader.IsPlaceholder(specNode))
            return Unknown(specNode!.Location);
        if (FieldReader.IsAbsent(specNode))
            _fields.Reject(_object.NameLocation, "spec", "the policy has no spec");

        var rank = ReadTier(spec);
        var (namespaces, pods) = _peers.ReadSubject(spec?["subject"], "spec.subject", _object.NameLocation);
        return new AdminPolicy
        {
            Object = _object,
            Rank = rank ?? TierPlace.Admin,
            Order = rank is null ? null : ReadPriority(spec),
            Clause = new PolicyClause(namespaces, pods)
            {
                Path = "spec.subject",
                Ingress = rank is null ? UnknownSection(_object.NameLocation, "spec.ingress") : ReadSection(spec, "ingress", "from"),
                Egress = rank is null ? UnknownSection(_object.NameLocation, "spec.egress") : ReadSection(spec, "egress", "to"),
            },
            Rejections = _fields.Rejections,
        };
    }

    private AdminPolicy Unknown(SourceLocation location)
    {
        var anything = new LabelSelector([LabelSelectorReader.Unknown(location)], location);
        return new AdminPolicy
        {
            Object = _object,
            Rank = TierPlace.Admin,
            Clause = new PolicyClause(anything, anything) { Ingress = UnknownSection(location, "spec"), Egress = UnknownSection(location, "spec") },
            Rejections = _fields.Rejections,
        };
    }

    private void CheckVersion()
    {
        var isServed = _isClusterNetworkPolicy ? _object.Version is "v1alpha2" or "v1beta1" : _object.Version is "v1alpha1";
        if (isServed || Placeholder.IsIn(_object.Version))
            return;
        var location = _object.Node.Find("apiVersion") is { } entry ? Spans.SmallestOf(entry.Value, entry.Key.Location) : _object.NameLocation;
        _fields.Reject(location, "apiVersion", $"{_object.Kind} is in {Group}/{(_isClusterNetworkPolicy ? "v1alpha2" : "v1alpha1")}, not in {_object.Version}");
    }

    /// <summary>The tier; null where it cannot be read.</summary>
    private TierPlace? ReadTier(YamlMapping? spec)
    {
        if (!_isClusterNetworkPolicy)
            return _object.Kind is "AdminNetworkPolicy" ? TierPlace.Admin : TierPlace.Baseline;
        switch (_fields.ReadString(spec?["tier"], "spec.tier"))
        {
            case "Admin":
                return TierPlace.Admin;
            case "Baseline":
                return TierPlace.Baseline;
            case { } other:
                var location = spec?["tier"] is { } node && !FieldReader.IsAbsent(node) ? node.Location : _object.NameLocation;
                _fields.Reject(location, "spec.tier", other.Length == 0 ? "the policy has no tier" : $"tier '{other}' is neither Admin nor Baseline");
                return TierPlace.Admin;
            default:
                return null;
        }
    }

    private int? ReadPriority(YamlMapping? spec)
    {
        if (_object.Kind is "BaselineAdminNetworkPolicy")
            return null;
        var node = spec?["priority"];
        if (FieldReader.IsAbsent(node))
            _fields.Reject(_object.NameLocation, "spec.priority", "the policy has no priority");
        return _fields.ReadInteger(node, "spec.priority", 0, MaxPriority);
    }

    private PolicyDirection? ReadSection(YamlMapping? spec, string section, string peersField)
    {
        var path = $"spec.{section}";
        if (spec?.Find(section) is not { } entry)
            return null;
        if (FieldReader.IsPlaceholder(entry.Value))
            return UnknownSection(entry.Value.Location, path);

        var items = _fields.ReadItems(entry.Value, path);
        CheckCount(items.Length, path, "rules", entry.Key.Location);

        // A policy without rules in a direction does not affect it.
        if (items.IsEmpty)
            return null;
        var rules = items.Select((item, index) => ReadRule(item, $"{path}[{index}]", peersField, entry.Key.Location)).ToImmutableArray();
        return new PolicyDirection(rules, entry.Key.Location) { Isolates = Truth.False };
    }

    private static PolicyDirection UnknownSection(SourceLocation location, string path) => new([UnknownRule(path, location)], location) { Isolates = Truth.False };

    /// <summary>It may do anything; of what passes, nothing is certain.</summary>
    private static PolicyRule UnknownRule(string path, SourceLocation location) =>
        new([new PolicyPeer(null, null, null, path, location) { IsUnknown = true }], null, path, location) { Action = TierAction.Pass };

    private PolicyRule ReadRule(YamlNode node, string path, string peersField, SourceLocation section)
    {
        var location = Spans.SmallestOf(node, section);
        if (FieldReader.IsPlaceholder(node))
            return UnknownRule(path, location);

        var mapping = _fields.ReadMapping(node, path);
        var action = ReadAction(mapping?["action"], $"{path}.action", location);
        var peersPath = $"{path}.{peersField}";
        var (peers, isClosed) = ReadPeers(mapping?.Find(peersField), peersPath, peersField is "to", location);
        var ports = _isClusterNetworkPolicy ? _ports.ReadProtocols(mapping?.Find("protocols"), $"{path}.protocols") : _ports.ReadPorts(mapping?.Find("ports"), $"{path}.ports");
        CheckCombinations(mapping, path, peersField, action, ports, location);
        if (isClosed)
            return FailClosed(action, peersField is "to", path, location);
        return new PolicyRule(peers, ports, path, location) { Action = action ?? TierAction.Pass, MayBeNarrower = action is null };
    }

    /// <summary>
    /// "For Accept rules, fail closed means: treat the rule as matching no traffic. For Deny and Pass rules: treat the rule as a Deny all rule"
    /// (ClusterNetworkPolicyIngressPeer). Ingress rules never see what comes from outside.
    /// </summary>
    private static PolicyRule FailClosed(TierAction? action, bool isEgress, string path, SourceLocation location)
    {
        var everyone = new PolicyPeer(LabelSelector.Everything, LabelSelector.Everything, null, path, location) { Addresses = isEgress ? AddressSet.Everything : null };
        return action switch
        {
            null => UnknownRule(path, location),
            TierAction.Allow => new PolicyRule([], null, path, location),
            _ => new PolicyRule([everyone], null, path, location) { Action = TierAction.Deny },
        };
    }

    /// <summary>The action; null where it cannot be read.</summary>
    private TierAction? ReadAction(YamlNode? node, string path, SourceLocation location)
    {
        var allow = _isClusterNetworkPolicy ? "Accept" : "Allow";
        var mayPass = _object.Kind is not "BaselineAdminNetworkPolicy";
        var word = _fields.ReadString(node, path);
        if (word == allow)
            return TierAction.Allow;
        if (word is "Deny")
            return TierAction.Deny;
        if (word is "Pass" && mayPass)
            return TierAction.Pass;
        if (word is not null)
        {
            var known = mayPass ? $"{allow}, Deny, Pass" : $"{allow}, Deny";
            _fields.Reject(FieldReader.IsAbsent(node) ? location : node!.Location, path, word.Length == 0 ? "the rule has no action" : $"action '{word}' is none of {known}");
        }

        return null;
    }

    private (ImmutableArray<PolicyPeer> Peers, bool IsClosed) ReadPeers(YamlEntry? entry, string path, bool isEgress, SourceLocation rule)
    {
        if (FieldReader.IsPlaceholder(entry?.Value))
            return ([new PolicyPeer(null, null, null, path, entry!.Value.Location) { IsUnknown = true }], false);
        var items = _fields.ReadItems(entry?.Value, path);
        if (items.IsEmpty)
            _fields.Reject(entry?.Key.Location ?? rule, path, $"{path} names no peer");
        CheckCount(items.Length, path, "peers", entry?.Key.Location ?? rule);
        var peers = ImmutableArray.CreateBuilder<PolicyPeer>();
        var isClosed = false;
        for (var index = 0; index < items.Length; index++)
        {
            if (_peers.Read(items[index], $"{path}[{index}]", isEgress, entry!.Key.Location) is { } read)
                peers.AddRange(read);
            else
                isClosed = true;
        }

        return (peers.ToImmutable(), isClosed);
    }

    private void CheckCount(int count, string path, string what, SourceLocation location)
    {
        var max = _isClusterNetworkPolicy ? 25 : 100;
        if (count > max)
            _fields.Reject(location, path, $"{path} holds {count} {what}, more than {max}");
    }

    private void CheckCombinations(
        YamlMapping? rule, string path, string peersField, TierAction? action, ImmutableArray<PolicyPort>? ports, SourceLocation location)
    {
        var peers = (rule?[peersField] as YamlSequence)?.Items.OfType<YamlMapping>().ToImmutableArray() ?? [];
        if (ports?.Any(static port => port.PortName is not null) == true && peers.Any(static peer => peer.Find("networks") is not null || peer.Find("nodes") is not null))
            _fields.Reject(location, path, "the rule combines a port name with networks or nodes, which have none");
        if (action is TierAction.Deny or TierAction.Pass && peers.FirstOrDefault(static peer => peer.Find("domainNames") is not null)?.Find("domainNames") is { } names)
            _fields.Reject(names.Key.Location, path, "domainNames stands in a rule that does not allow");
    }
}
