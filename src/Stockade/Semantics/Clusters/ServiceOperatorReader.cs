using System.Text.RegularExpressions;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// Azure Service Operator: <c>spec</c> is ARM's <c>properties</c> one level up, in every version of the API
/// (azure.github.io/azure-service-operator/reference/containerservice).
/// </summary>
internal static partial class ServiceOperatorReader
{
    public const string ClusterKind = "ManagedCluster";
    public const string PoolKind = "ManagedClustersAgentPool";
    private const string ApiGroup = "containerservice.azure.com";
    private const string ReconcilePolicy = "serviceoperator.azure.com/reconcile-policy";

    public static bool Reads(string group, string version, string kind) =>
        group is ApiGroup && kind is ClusterKind or PoolKind && Version().IsMatch(version);

    public static ClusterDeclaration ReadCluster(YamlMapping node, string version, DeclaredValue name, SourceLocation location)
    {
        var root = ManifestValues.Of(node);
        var spec = root.Find("spec", StringComparison.Ordinal)?.Value ?? DeclaredValue.OfObject(location, []);

        // The operator leaves a cluster with this policy as it is; "detach-on-delete" only keeps it when the object goes.
        var annotations = root.Find("metadata", StringComparison.Ordinal)?.Value.Find("annotations", StringComparison.Ordinal)?.Value;
        var isSkipped = annotations?.Find(ReconcilePolicy, StringComparison.Ordinal)?.Value is { Text: "skip" };
        return new ClusterDeclaration
        {
            Vocabulary = ClusterVocabulary.ResourceManager,
            Name = spec.Find("azureName", StringComparison.Ordinal)?.Value ?? name,
            ResourceGroup = OwnerOf(spec),
            Location = location,
            Properties = spec,
            SkuName = spec.Find("sku.name", '.', StringComparison.Ordinal),
            IsPreview = version.EndsWith("preview", StringComparison.Ordinal),
            IsComplete = !isSkipped,
            IsManagedElsewhere = isSkipped,
        };
    }

    public static PoolDeclaration ReadPool(YamlMapping node, DeclaredValue name)
    {
        var spec = ManifestValues.Of(node).Find("spec", StringComparison.Ordinal)?.Value ?? DeclaredValue.OfObject(node.Location, []);
        return new PoolDeclaration(
            spec.Find("owner.name", '.', StringComparison.Ordinal)?.Value,
            spec.Find("azureName", StringComparison.Ordinal)?.Value ?? name,
            spec);
    }

    /// <summary>The resource group: the object <c>owner.name</c> names, or the last part of <c>owner.armId</c>.</summary>
    private static DeclaredValue? OwnerOf(DeclaredValue spec)
    {
        if (spec.Find("owner.name", '.', StringComparison.Ordinal) is { } owner)
            return owner.Value;
        if (spec.Find("owner.armId", '.', StringComparison.Ordinal) is not { Value: { Kind: DeclaredKind.Text } id })
            return null;
        var parts = id.Text.Split('/');
        var index = Array.FindIndex(parts, static part => part.Equals("resourceGroups", StringComparison.OrdinalIgnoreCase));
        return index >= 0 && index + 1 < parts.Length ? id with { Text = parts[index + 1] } : null;
    }

    // v1beta20210501, v1api20230201, v1api20230202preview, v1alpha1api20210501, v20240901.
    [GeneratedRegex(@"^v(?:1api|1beta|1alpha1api)?\d{8}(?:preview)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
