using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>The add-ons a declaration switches on, by az's names.</summary>
internal static class DeclaredAddons
{
    // The keys of addonProfiles (azure-cli's ADDONS table), which compare without case.
    private static readonly ImmutableDictionary<string, string> s_profiles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["omsagent"] = "monitoring",
        ["azurepolicy"] = "azure-policy",
        ["httpApplicationRouting"] = "http_application_routing",
        ["ingressApplicationGateway"] = "ingress-appgw",
        ["aciConnectorLinux"] = "virtual-node",
        ["webAppRouting"] = "web_application_routing",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableArray<(string Path, string Addon)> s_properties =
    [
        ("ingressProfile.webAppRouting.enabled", "web_application_routing"),
        ("metricsProfile.costAnalysis.enabled", "cost-analysis"),
        ("aiToolchainOperatorProfile.enabled", "ai-toolchain-operator"),
    ];

    public static ImmutableSortedDictionary<string, SourceLocation> Enabled(ClusterDeclaration declaration)
    {
        var addons = ClusterState.Unknown.Addons;
        foreach (var (name, addon, member) in Profiles(declaration))
        {
            if (IsOn(addon, declaration.Comparison))
                addons = addons.SetItem(s_profiles.GetValueOrDefault(name, name), member.Extent);
        }

        foreach (var (path, addon) in s_properties)
        {
            if (declaration.Find(path) is { Value.Flag: Truth.True } member)
                addons = addons.SetItem(addon, member.Extent);
        }

        return addons;
    }

    /// <summary>An object of profiles, or Cluster API's list of profiles with names.</summary>
    private static IEnumerable<(string Name, DeclaredValue Addon, DeclaredMember Member)> Profiles(ClusterDeclaration declaration)
    {
        if (declaration.Find("addonProfiles") is not { } profiles)
            yield break;
        foreach (var member in profiles.Value.Members)
            yield return (member.Name, member.Value, member);
        foreach (var item in profiles.Value.Items)
        {
            if (item.Find("name", declaration.Comparison) is { Value.Kind: DeclaredKind.Text } name)
                yield return (name.Value.Text, item, name);
        }
    }

    private static bool IsOn(DeclaredValue addon, StringComparison comparison) => addon.Kind switch
    {
        DeclaredKind.Object when addon.Find("enabled", comparison) is { } enabled => enabled.Value.Flag is Truth.True,

        // A block of Crossplane's has no switch: its presence is one.
        DeclaredKind.Object => !addon.Members.IsEmpty,
        _ => addon.Flag is Truth.True,
    };
}
