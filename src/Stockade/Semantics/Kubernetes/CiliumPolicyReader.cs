using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Reads Cilium's policies (cilium.io/v2, pkg/policy/api): <c>spec</c> is one rule, <c>specs</c> are several. What Cilium's agent refuses is as
/// absent as what the API server does.
/// </summary>
internal sealed class CiliumPolicyReader
{
    private readonly KubernetesObject _object;
    private readonly FieldReader _fields = new();
    private readonly CiliumSelectorReader _selectors;
    private readonly CiliumEntryReader _entries;
    private readonly bool _isNamespaced;

    private CiliumPolicyReader(KubernetesObject @object)
    {
        _object = @object;
        _isNamespaced = @object.Kind is "CiliumNetworkPolicy";
        _selectors = new CiliumSelectorReader(_fields, @object.Namespace);
        _entries = new CiliumEntryReader(_fields, new CiliumPeerReader(_fields, _selectors, @object.Namespace));
    }

    public static bool Reads(string group, string kind) => group is "cilium.io" && kind is "CiliumNetworkPolicy" or "CiliumClusterwideNetworkPolicy";

    public static CiliumPolicy Read(KubernetesObject @object) => new CiliumPolicyReader(@object).ReadPolicy();

    private CiliumPolicy ReadPolicy()
    {
        if (_object.Version is not "v2" && !Placeholder.IsIn(_object.Version))
        {
            var location = _object.Node.Find("apiVersion") is { } entry ? Spans.SmallestOf(entry.Value, entry.Key.Location) : _object.NameLocation;
            _fields.Reject(location, "apiVersion", $"{_object.Kind} is in cilium.io/v2, not in {_object.Version}");
        }

        PolicyMetadata.Check(_object, _fields);
        var clauses = ImmutableArray.CreateBuilder<PolicyClause>();
        var (spec, specs) = (_object.Node["spec"], _object.Node["specs"]);
        if (!FieldReader.IsAbsent(spec))
            AddClause(spec!, "spec", clauses);
        var items = _fields.ReadItems(specs, "specs");
        for (var index = 0; index < items.Length; index++)
            AddClause(items[index], $"specs[{index}]", clauses);
        if (FieldReader.IsPlaceholder(specs))
            clauses.Add(Unknown(specs!.Location, "specs"));
        else if (FieldReader.IsAbsent(spec) && items.IsEmpty)
            _fields.Reject(_object.NameLocation, "spec", "the policy has neither spec nor specs");
        return new CiliumPolicy { Object = _object, Clauses = clauses.ToImmutable(), Rejections = _fields.Rejections };
    }

    private void AddClause(YamlNode node, string path, ImmutableArray<PolicyClause>.Builder clauses)
    {
        if (FieldReader.IsPlaceholder(node))
        {
            clauses.Add(Unknown(node.Location, path));
            return;
        }

        if (_fields.ReadMapping(node, path) is not { } rule)
            return;
        var location = Spans.SmallestOf(node, _object.NameLocation);
        var (endpoints, nodes) = (rule["endpointSelector"], rule["nodeSelector"]);
        if (FieldReader.IsAbsent(endpoints) == FieldReader.IsAbsent(nodes))
            Refuse(location, path, FieldReader.IsAbsent(nodes) ? "the rule has neither endpointSelector nor nodeSelector" : "the rule has both endpointSelector and nodeSelector");
        if (!FieldReader.IsAbsent(nodes) && _isNamespaced)
            Refuse(rule.Find("nodeSelector")!.Key.Location, $"{path}.nodeSelector", "nodeSelector stands in a policy of a namespace");

        var subject = _selectors.ReadSubject(endpoints, $"{path}.endpointSelector");
        var ingress = ReadSection(rule, "ingress", path);
        var egress = ReadSection(rule, "egress", path);
        if (FieldReader.IsAbsent(nodes) && subject is var (namespaces, pods))
            clauses.Add(new PolicyClause(namespaces, pods) { Path = $"{path}.endpointSelector", Ingress = ingress, Egress = egress });
    }

    private void Refuse(SourceLocation location, string path, string message) => _fields.Reject(location, path, message, "Cilium");

    private PolicyClause Unknown(SourceLocation location, string path)
    {
        var anything = new LabelSelector([LabelSelectorReader.Unknown(location)], location);
        return new PolicyClause(_isNamespaced ? null : anything, anything) { Ingress = UnknownSection(location, path), Egress = UnknownSection(location, path) };
    }

    private static PolicyDirection UnknownSection(SourceLocation location, string path)
    {
        var rule = new PolicyRule([new PolicyPeer(null, null, null, path, location) { IsUnknown = true }], null, path, location);
        return new PolicyDirection([rule, rule with { Action = TierAction.Deny }], location) { IsUnknown = true, Isolates = Truth.Unknown, Path = path };
    }

    /// <summary>What is said of a direction; null where neither list has an entry: <c>egress: []</c> does nothing.</summary>
    private PolicyDirection? ReadSection(YamlMapping rule, string direction, string path)
    {
        var (allow, deny) = (rule.Find(direction), rule.Find($"{direction}Deny"));
        var isolates = ReadDefaultDeny(rule["enableDefaultDeny"], direction, $"{path}.enableDefaultDeny");
        if (FieldReader.IsPlaceholder(allow?.Value) || FieldReader.IsPlaceholder(deny?.Value))
            return UnknownSection((FieldReader.IsPlaceholder(allow?.Value) ? allow! : deny!).Value.Location, $"{path}.{direction}");

        var denied = ReadEntries(deny, $"{path}.{direction}Deny", direction, TierAction.Deny);
        var allowed = ReadEntries(allow, $"{path}.{direction}", direction, TierAction.Allow);
        if (denied.IsEmpty && allowed.IsEmpty)
            return null;
        var shown = allowed.IsEmpty ? deny! : allow!;
        return new PolicyDirection([.. denied, .. allowed], shown.Key.Location) { Isolates = isolates, Path = $"{path}.{shown.Name}" };
    }

    private ImmutableArray<PolicyRule> ReadEntries(YamlEntry? list, string path, string direction, TierAction action)
    {
        var items = _fields.ReadItems(list?.Value, path);
        return [.. items.Select((item, index) => _entries.Read(item, $"{path}[{index}]", direction is "egress", action, list!.Key.Location))];
    }

    private Truth ReadDefaultDeny(YamlNode? node, string direction, string path)
    {
        if (FieldReader.IsPlaceholder(node))
            return Truth.Unknown;
        return _fields.ReadBoolean(_fields.ReadMapping(node, path)?[direction], $"{path}.{direction}") ?? Truth.True;
    }
}
