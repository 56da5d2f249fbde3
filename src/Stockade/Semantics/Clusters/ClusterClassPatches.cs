using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// The patches that a ClusterClass makes to the control plane template it names, for every cluster of the class
/// (cluster-api.sigs.k8s.io/tasks/experimental-features/cluster-class/write-clusterclass).
/// </summary>
internal static class ClusterClassPatches
{
    public const string Kind = "ClusterClass";
    private const string ApiGroup = "cluster.x-k8s.io";
    private const string Root = "/spec/template/spec/";

    /// <summary>A template's <c>spec</c> with what the classes change in it: a value that every cluster gets is known, any other is not.</summary>
    public static DeclaredValue Apply(DeclaredValue spec, string kind, string name, IEnumerable<KubernetesObject> objects)
    {
        foreach (var @class in objects.Where(static item => item.Group is ApiGroup && item.Kind is Kind))
        {
            var own = ManifestValues.Of(@class.Node).Find("spec", StringComparison.Ordinal)?.Value;
            if (own is null || !Names(own, kind, name))
                continue;
            foreach (var patch in Items(own, "patches"))
                spec = Apply(spec, kind, patch);
        }

        return spec;
    }

    private static DeclaredValue Apply(DeclaredValue spec, string kind, DeclaredValue patch)
    {
        // An extension may write anything.
        if (patch.Find("external", StringComparison.Ordinal) is not null)
            return DeclaredValue.Unknown(patch.Location, "external");
        var isConditional = patch.Find("enabledIf", StringComparison.Ordinal) is not null;
        foreach (var definition in Items(patch, "definitions").Where(item => item.Find("selector.kind", '.', StringComparison.Ordinal)?.Value.Text == kind))
        {
            foreach (var change in Items(definition, "jsonPatches"))
            {
                var path = change.Find("path", StringComparison.Ordinal)?.Value.Text ?? "";
                var isLiteral = !isConditional && change.Find("op", StringComparison.Ordinal)?.Value.Text is "add" or "replace";
                var value = isLiteral ? change.Find("value", StringComparison.Ordinal)?.Value : null;
                spec = path.StartsWith(Root, StringComparison.Ordinal)
                    ? Set(spec, path[Root.Length..].Split('/'), value ?? DeclaredValue.Unknown(change.Location, path))
                    : DeclaredValue.Unknown(change.Location, path);
            }
        }

        return spec;
    }

    private static DeclaredValue Set(DeclaredValue spec, string[] path, DeclaredValue value)
    {
        // An element of a list makes the list unknown: which others it has does not matter then.
        var last = Array.FindIndex(path, static part => part is "-" || (part.Length > 0 && char.IsAsciiDigit(part[0])));
        if (last >= 0)
            (path, value) = (path[..last], DeclaredValue.Unknown(value.Location, string.Join('/', path)));
        var nested = path.Reverse().Aggregate(value, static (inner, name) => DeclaredValue.OfObject(inner.Location, [new DeclaredMember(name, inner, inner.Location)]));
        return PropertyTranslation.Merge(spec, nested, value.Location);
    }

    private static bool Names(DeclaredValue spec, string kind, string name)
    {
        var plane = spec.Find("controlPlane", StringComparison.Ordinal)?.Value;
        var reference = plane?.Find("ref", StringComparison.Ordinal)?.Value ?? plane?.Find("templateRef", StringComparison.Ordinal)?.Value;
        return reference?.Find("kind", StringComparison.Ordinal)?.Value.Text == kind && reference.Find("name", StringComparison.Ordinal)?.Value is { } own && (own.IsUnknown || own.Text == name);
    }

    private static ImmutableArray<DeclaredValue> Items(DeclaredValue value, string name) => value.Find(name, StringComparison.Ordinal)?.Value.Items ?? [];
}
