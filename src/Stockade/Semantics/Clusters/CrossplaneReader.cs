using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// Crossplane's provider for Azure (upjet), whose names are Terraform's. <c>v1beta1</c> of the cluster-scoped group has blocks as lists of
/// one item, <c>v1beta2</c> and the namespaced group have objects.
/// </summary>
internal static class CrossplaneReader
{
    public const string ClusterKind = "KubernetesCluster";
    public const string PoolKind = "KubernetesClusterNodePool";
    public const string CompositionKind = "Composition";
    private const string ExternalName = "crossplane.io/external-name";

    public static bool Reads(string group, string kind) =>
        group is "containerservice.azure.upbound.io" or "containerservice.azure.m.upbound.io" ? kind is ClusterKind or PoolKind
        : group is "apiextensions.crossplane.io" && kind is CompositionKind;

    /// <param name="node">The object.</param>
    /// <param name="name">Its name.</param>
    /// <param name="location">Where its name stands.</param>
    /// <param name="patched">Paths under the object that a composition fills in.</param>
    public static ClusterDeclaration ReadCluster(YamlMapping node, DeclaredValue name, SourceLocation location, ImmutableArray<string> patched)
    {
        var root = WithPatches(Unwrap(ManifestValues.Of(node)), patched);
        var parameters = Parameters(root, location);
        var annotations = root.Find("metadata", StringComparison.Ordinal)?.Value.Find("annotations", StringComparison.Ordinal)?.Value;
        var isObserved = root.Find("spec.managementPolicies", '.', StringComparison.Ordinal)?.Value is { Kind: DeclaredKind.List, Items: [{ Text: "Observe" }] };
        return new ClusterDeclaration
        {
            Vocabulary = ClusterVocabulary.Crossplane,
            Name = annotations?.Find(ExternalName, StringComparison.Ordinal)?.Value ?? name,
            ResourceGroup = (parameters.Find("resourceGroupName", StringComparison.Ordinal) ?? parameters.Find("resourceGroupNameRef.name", '.', StringComparison.Ordinal))?.Value,
            Location = location,

            // What is only observed is as others made it.
            Properties = isObserved ? DeclaredValue.Unknown(location, "Observe") : Translate(parameters),
            IsComplete = !isObserved,
            IsManagedElsewhere = isObserved,
        };
    }

    public static PoolDeclaration ReadPool(YamlMapping node, DeclaredValue name)
    {
        var parameters = Parameters(Unwrap(ManifestValues.Of(node)), node.Location);
        var cluster = parameters.Find("kubernetesClusterIdRef.name", '.', StringComparison.Ordinal)?.Value;
        var pool = new PropertyTranslation(parameters)
            .Take("osType", "osType")
            .Take("osSku", "osSKU")
            .Take("nodePublicIpEnabled", "enableNodePublicIP")
            .Build();
        return new PoolDeclaration(cluster, name, pool);
    }

    /// <summary>
    /// The clusters and pools that a composition builds: <c>resources[].base</c>, also in the input of a pipeline's function. Each with its
    /// name in the composition and the paths that patches fill in.
    /// </summary>
    public static IEnumerable<(YamlMapping Base, YamlScalar? Name, ImmutableArray<string> Patched)> ReadBases(YamlMapping composition)
    {
        var spec = composition["spec"] as YamlMapping;
        var inputs = (spec?["pipeline"] as YamlSequence)?.Items.OfType<YamlMapping>().Select(static step => step["input"] as YamlMapping) ?? [];
        foreach (var holder in inputs.Prepend(spec).OfType<YamlMapping>())
        {
            foreach (var resource in (holder["resources"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
            {
                if (resource["base"] is YamlMapping @base)
                    yield return (@base, resource["name"] as YamlScalar, Patched(resource["patches"] as YamlSequence, holder));
            }
        }
    }

    private static ImmutableArray<string> Patched(YamlSequence? patches, YamlMapping holder)
    {
        var paths = ImmutableArray.CreateBuilder<string>();
        foreach (var patch in patches?.Items.OfType<YamlMapping>() ?? [])
        {
            var type = (patch["type"] as YamlScalar)?.Value ?? "FromCompositeFieldPath";
            if (type is "PatchSet")
            {
                var set = (holder["patchSets"] as YamlSequence)?.Items.OfType<YamlMapping>()
                    .FirstOrDefault(item => (item["name"] as YamlScalar)?.Value == (patch["patchSetName"] as YamlScalar)?.Value);

                // A set holds patches and no further set.
                foreach (var inner in (set?["patches"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
                    Add(inner, (inner["type"] as YamlScalar)?.Value ?? "FromCompositeFieldPath");
            }
            else
            {
                Add(patch, type);
            }
        }

        return paths.ToImmutable();

        // Patches "To…" go the other way.
        void Add(YamlMapping patch, string type)
        {
            if (!type.StartsWith("To", StringComparison.Ordinal) && !type.Contains("ToComposite", StringComparison.Ordinal)
                && (patch["toFieldPath"] as YamlScalar ?? patch["fromFieldPath"] as YamlScalar) is { } path)
            {
                paths.Add(path.Value);
            }
        }
    }

    /// <summary><c>forProvider</c>, over <c>initProvider</c>, which counts at creation.</summary>
    private static DeclaredValue Parameters(DeclaredValue root, SourceLocation location)
    {
        var spec = root.Find("spec", StringComparison.Ordinal)?.Value ?? DeclaredValue.OfObject(location, []);
        var initial = spec.Find("initProvider", StringComparison.Ordinal)?.Value;
        var lasting = spec.Find("forProvider", StringComparison.Ordinal)?.Value ?? DeclaredValue.OfObject(location, []);
        return initial is null ? lasting : PropertyTranslation.Merge(initial, lasting, location);
    }

    private static DeclaredValue Translate(DeclaredValue parameters)
    {
        var translation = new PropertyTranslation(parameters)
            .Take("privateClusterEnabled", "apiServerAccessProfile.enablePrivateCluster")
            .Take("apiServerAccessProfile.authorizedIpRanges", "apiServerAccessProfile.authorizedIPRanges")
            .Take("apiServerAccessProfile.virtualNetworkIntegrationEnabled", "apiServerAccessProfile.enableVnetIntegration")
            .Take("networkProfile.networkPlugin", "networkProfile.networkPlugin")
            .Take("networkProfile.networkPluginMode", "networkProfile.networkPluginMode")
            .Take("networkProfile.networkPolicy", "networkProfile.networkPolicy")
            .Take("networkProfile.networkDataPlane", "networkProfile.networkDataplane")
            .Take("networkProfile.outboundType", "networkProfile.outboundType")
            .Take("networkProfile.advancedNetworking.securityEnabled", "networkProfile.acns")
            .Take("localAccountDisabled", "disableLocalAccounts")
            .Take("azureActiveDirectoryRoleBasedAccessControl", "aadProfile")
            .Take("oidcIssuerEnabled", "oidcIssuerProfile.enabled");

        // Until provider version 1 the ranges stood at the top, as in azurerm 3.38.
        if (parameters.Find("apiServerAccessProfile.authorizedIpRanges", '.', StringComparison.Ordinal) is null)
            translation.Take("apiServerAuthorizedIpRanges", "apiServerAccessProfile.authorizedIPRanges");
        foreach (var (name, addon) in s_addons)
        {
            if (parameters.Find(name, '.', StringComparison.Ordinal) is { } member)
                translation.Add("addonProfiles." + addon, member);
        }

        return translation.Build();
    }

    private static readonly ImmutableArray<(string Name, string Addon)> s_addons =
    [
        ("omsAgent", "omsagent"),
        ("azurePolicyEnabled", "azurepolicy"),
        ("httpApplicationRoutingEnabled", "httpApplicationRouting"),
        ("ingressApplicationGateway", "ingressApplicationGateway"),
        ("aciConnectorLinux", "aciConnectorLinux"),
        ("webAppRouting", "webAppRouting"),
    ];

    /// <summary>
    /// Lists of one object as that object. Only blocks look like this: lists of objects that stay lists (node pools, taints) are not read here.
    /// </summary>
    private static DeclaredValue Unwrap(DeclaredValue value) => value.Kind switch
    {
        DeclaredKind.Object => value with { Members = [.. value.Members.Select(static member => member with { Value = Unwrap(member.Value) })] },
        DeclaredKind.List when value.Items is [{ Kind: DeclaredKind.Object } only] => Unwrap(only),
        _ => value,
    };

    private static DeclaredValue WithPatches(DeclaredValue root, ImmutableArray<string> patched)
    {
        foreach (var path in patched)
            root = Fill(root, path.Replace("[0]", "", StringComparison.Ordinal).Split('.'), 0);
        return root;
    }

    private static DeclaredValue Fill(DeclaredValue value, string[] path, int index)
    {
        if (index == path.Length)
            return DeclaredValue.Unknown(value.Location, "");
        if (value.IsUnknown)
            return value;

        // An element of a list that is filled in makes the list unknown.
        if (path[index].Contains('[', StringComparison.Ordinal))
            return DeclaredValue.Unknown(value.Location, "");
        var members = value.Members;
        var found = -1;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Name == path[index])
                found = i;
        }

        var before = found < 0 ? DeclaredValue.OfObject(value.Location, []) : members[found].Value;
        var after = new DeclaredMember(path[index], Fill(before, path, index + 1), found < 0 ? value.Location : members[found].Extent);
        return DeclaredValue.OfObject(value.Location, found < 0 ? members.Add(after) : members.SetItem(found, after));
    }
}
