using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What the API server checks of every object's metadata.</summary>
internal static class PolicyMetadata
{
    public static void Check(KubernetesObject @object, FieldReader fields)
    {
        if (@object.Name.Length > 0 && !Placeholder.IsIn(@object.Name) && !NameSyntax.IsSubdomain(@object.Name))
            fields.Reject(@object.NameLocation, "metadata.name", $"'{@object.Name}' is not a valid name");
        if (@object.Node["metadata"] is not YamlMapping metadata)
            return;
        var selectors = new LabelSelectorReader(fields);
        selectors.CheckMetadata(metadata["labels"], "metadata.labels", areLabels: true);
        selectors.CheckMetadata(metadata["annotations"], "metadata.annotations", areLabels: false);
    }
}
