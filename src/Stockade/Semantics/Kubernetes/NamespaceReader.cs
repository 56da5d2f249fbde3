using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Reads Namespace objects.</summary>
internal static class NamespaceReader
{
    /// <summary>The label every namespace carries, set by the API server.</summary>
    public const string NameLabel = "kubernetes.io/metadata.name";

    public static bool Reads(string group, string kind) => group.Length == 0 && kind is "Namespace";

    public static (KubernetesNamespace? Namespace, ImmutableArray<PolicyRejection> Rejections) Read(KubernetesObject @object)
    {
        var fields = new FieldReader();
        var metadata = fields.ReadMapping(@object.Node["metadata"], "metadata");
        new LabelSelectorReader(fields).CheckMetadata(metadata?["labels"], "metadata.labels", areLabels: true);
        if (!fields.Rejections.IsEmpty || @object.Name.Length == 0)
            return (null, fields.Rejections);

        var node = metadata?["labels"];
        var labels = LabelReader.Read(node as YamlMapping);
        return (new KubernetesNamespace(@object.Name, WithName(labels, @object.Name, FieldReader.IsPlaceholder(node)), @object.NameLocation), []);
    }

    /// <summary>A namespace no object here declares: its further labels are anyone's guess.</summary>
    public static KubernetesNamespace Implied(string name) => new(name, WithName(LabelSet.Empty, name, isOpen: true), null);

    private static LabelSet WithName(LabelSet labels, string name, bool isOpen) =>
        new(labels.Labels.SetItem(NameLabel, Placeholder.IsIn(name) ? null : name)) { IsOpen = labels.IsOpen || isOpen };
}
