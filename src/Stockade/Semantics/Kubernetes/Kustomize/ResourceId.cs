using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>What kustomize tells objects apart by (kyaml/resid). The version is part of it; a missing namespace is <c>default</c>.</summary>
internal readonly record struct ResourceId(string Group, string Version, string Kind, string Name, string Namespace)
{
    private const string DefaultNamespace = "default";

    // No namespace can have this name.
    private const string NoNamespace = "_non_namespaceable_";

    public bool IsClusterScoped => ClusterScopedKinds.Contains(Group, Kind);

    public static ResourceId Create(string apiVersion, string kind, string name, string space)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? string.Empty : apiVersion[..slash];
        var effective = ClusterScopedKinds.Contains(group, kind) ? NoNamespace : space.Length == 0 ? DefaultNamespace : space;
        return new ResourceId(group, apiVersion[(slash + 1)..], kind, name, effective);
    }

    public static ResourceId Of(YamlMapping node)
    {
        var metadata = node["metadata"] as YamlMapping;
        return Create(TextOf(node["apiVersion"]), TextOf(node["kind"]), TextOf(metadata?["name"]), TextOf(metadata?["namespace"]));
    }

    public override string ToString() => Namespace is NoNamespace or DefaultNamespace ? $"{Kind} '{Name}'" : $"{Kind} '{Namespace}/{Name}'";

    private static string TextOf(YamlNode? node) => node is YamlScalar { IsNull: false } scalar ? scalar.Value : string.Empty;
}
