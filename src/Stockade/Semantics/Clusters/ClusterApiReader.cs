using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>Cluster API for Azure: flat specs, and JSON merge patches on the managed cluster that they become (api/v1beta1/types_class.go).</summary>
internal static class ClusterApiReader
{
    public const string ControlPlane = "AzureManagedControlPlane";
    public const string ControlPlaneTemplate = "AzureManagedControlPlaneTemplate";
    public const string MachinePool = "AzureManagedMachinePool";
    public const string MachinePoolTemplate = "AzureManagedMachinePoolTemplate";
    public const string AsoControlPlane = "AzureASOManagedControlPlane";
    public const string AsoControlPlaneTemplate = "AzureASOManagedControlPlaneTemplate";
    public const string AsoMachinePool = "AzureASOManagedMachinePool";
    public const string AsoMachinePoolTemplate = "AzureASOManagedMachinePoolTemplate";
    private const string ApiGroup = "infrastructure.cluster.x-k8s.io";
    private const string ClusterNameLabel = "cluster.x-k8s.io/cluster-name";

    public static bool Reads(string group, string kind) =>
        group is ApiGroup && kind is ControlPlane or ControlPlaneTemplate or MachinePool or MachinePoolTemplate
            or AsoControlPlane or AsoControlPlaneTemplate or AsoMachinePool or AsoMachinePoolTemplate;

    public static ClusterDeclaration ReadCluster(YamlMapping node, string kind, DeclaredValue name, SourceLocation location, IEnumerable<KubernetesObject> objects)
    {
        var root = ManifestValues.Of(node);
        var isTemplate = kind is ControlPlaneTemplate;
        var spec = root.Find(isTemplate ? "spec.template.spec" : "spec", '.', StringComparison.Ordinal)?.Value ?? DeclaredValue.OfObject(location, []);
        if (isTemplate)
            spec = ClusterClassPatches.Apply(spec, kind, name.Text, objects);
        var properties = spec.IsUnknown ? spec : Translate(spec);
        foreach (var patch in spec.Find("asoManagedClusterPatches", StringComparison.Ordinal)?.Value.Items ?? [])
            properties = Patch(properties, patch);

        var label = root.Find("metadata", StringComparison.Ordinal)?.Value.Find("labels", StringComparison.Ordinal)?.Value.Find(ClusterNameLabel, StringComparison.Ordinal);
        return new ClusterDeclaration
        {
            Vocabulary = ClusterVocabulary.ResourceManager,

            // The clusters of a template get generated names.
            Name = isTemplate ? DeclaredValue.Unknown(name.Location, name.Text) : name,

            // The webhook takes the name of the cluster where none is given.
            ResourceGroup = spec.Find("resourceGroupName", StringComparison.Ordinal)?.Value ?? (isTemplate ? null : label?.Value),
            Location = location,
            Properties = properties,
            SkuName = properties.Find("sku.name", '.', StringComparison.Ordinal),
            IsPreview = spec.Find("enablePreviewFeatures", StringComparison.Ordinal)?.Value.Flag is not Truth.False and not null,
        };
    }

    public static PoolDeclaration ReadPool(YamlMapping node, string kind, DeclaredValue name)
    {
        var root = ManifestValues.Of(node);
        var spec = root.Find(kind is MachinePoolTemplate ? "spec.template.spec" : "spec", '.', StringComparison.Ordinal)?.Value ?? DeclaredValue.OfObject(node.Location, []);
        var label = root.Find("metadata", StringComparison.Ordinal)?.Value.Find("labels", StringComparison.Ordinal)?.Value.Find(ClusterNameLabel, StringComparison.Ordinal);
        return new PoolDeclaration(label?.Value, spec.Find("name", StringComparison.Ordinal)?.Value ?? name, spec);
    }

    /// <summary>The Azure Service Operator objects that an <c>AzureASOManaged…</c> object embeds.</summary>
    public static IEnumerable<YamlMapping> ReadEmbedded(YamlMapping node, string kind)
    {
        var spec = node["spec"] as YamlMapping;
        if (kind is AsoControlPlaneTemplate or AsoMachinePoolTemplate)
            spec = (spec?["template"] as YamlMapping)?["spec"] as YamlMapping;
        return (spec?["resources"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];
    }

    private static DeclaredValue Translate(DeclaredValue spec) =>
        new PropertyTranslation(spec)
            .Take("networkPlugin", "networkProfile.networkPlugin")
            .Take("networkPluginMode", "networkProfile.networkPluginMode")
            .Take("networkPolicy", "networkProfile.networkPolicy")
            .Take("networkDataplane", "networkProfile.networkDataplane")
            .Take("outboundType", "networkProfile.outboundType")
            .Take("loadBalancerSKU", "networkProfile.loadBalancerSku")
            .Take("apiServerAccessProfile", "apiServerAccessProfile")
            .Take("disableLocalAccounts", "disableLocalAccounts")
            .Take("aadProfile", "aadProfile")
            .Take("oidcIssuerProfile", "oidcIssuerProfile")
            .Take("securityProfile", "securityProfile")
            .Take("sku", "sku")
            .Take("addonProfiles", "addonProfiles")
            .Build();

    /// <summary>A patch is JSON in a string. What cannot be read may change anything.</summary>
    private static DeclaredValue Patch(DeclaredValue properties, DeclaredValue patch)
    {
        if (patch.Kind is not DeclaredKind.Text)
            return DeclaredValue.Unknown(patch.Location, patch.Text);
        var text = new SourceFile("patch.json", patch.Text) { Kind = FileKind.Json };
        if (YamlReader.Read(text, static _ => true, isNamed: true) is not [{ Root: YamlMapping root }])
            return DeclaredValue.Unknown(patch.Location, patch.Text);

        // The text of the patch is not that of the file: everything stands where the patch stands.
        var spec = ManifestValues.Of(root).MovedTo(patch.Location).Find("spec", StringComparison.Ordinal);
        return spec is null ? properties : PropertyTranslation.Merge(properties, spec.Value, patch.Location);
    }
}
