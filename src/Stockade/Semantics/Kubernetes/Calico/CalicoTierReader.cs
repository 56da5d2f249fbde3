using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>Reads Tier objects.</summary>
internal static class CalicoTierReader
{
    public static bool Reads(string group, string kind) => CalicoObjects.IsGroup(group) && kind is "Tier";

    public static (CalicoTier? Tier, ImmutableArray<PolicyRejection> Rejections) Read(KubernetesObject @object)
    {
        var fields = new FieldReader();
        CalicoObjects.CheckVersion(@object, fields);
        PolicyMetadata.Check(@object, fields);
        var node = @object.Node["spec"];
        var spec = fields.ReadMapping(node, "spec");
        var order = FieldReader.IsAbsent(spec?["order"]) ? double.PositiveInfinity : fields.ReadNumber(spec!["order"], "spec.order");
        var denies = ReadDefault(spec?["defaultAction"], fields, CalicoObjects.IsStored(@object) ? PolicyRejection.ApiServer : "Calico");

        // Calico's API server keeps the tiers that Calico makes itself as they are; what is stored only meets the schema of its CRD.
        if (!CalicoObjects.IsStored(@object) && TierPlace.FindBuiltIn(@object.Name) is { } builtIn && order is { } given && !given.Equals(builtIn.Order))
            fields.Reject(spec?.Find("order") is { } entry ? Spans.SmallestOf(entry) : @object.NameLocation, "spec.order", $"the order of tier '{@object.Name}' is {builtIn.Order:0}", "Calico");
        return fields.Rejections.IsEmpty
            ? (new CalicoTier(@object, FieldReader.IsPlaceholder(node) ? null : order, FieldReader.IsPlaceholder(node) ? Truth.Unknown : denies), [])
            : (null, fields.Rejections);
    }

    private static Truth ReadDefault(YamlNode? node, FieldReader fields, string refuser)
    {
        switch (fields.ReadString(node, "spec.defaultAction"))
        {
            case "" or "Deny":
                return Truth.True;
            case "Pass":
                return Truth.False;
            case { } other:
                fields.Reject(node!.Location, "spec.defaultAction", $"defaultAction '{other}' is neither Deny nor Pass", refuser);
                return Truth.True;
            default:
                return Truth.Unknown;
        }
    }
}
