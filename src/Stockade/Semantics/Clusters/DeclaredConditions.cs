using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>What AKS makes of a declaration. What only azure-cli checks is left out.</summary>
internal static class DeclaredConditions
{
    public static IEnumerable<ClusterCondition> Of(ClusterDeclaration declaration, ClusterState state) =>
    [
        .. OfRanges(declaration, state),
        .. OfEngine(declaration, state),
        .. OfWindows(state),
        .. OfImds(declaration, state),
        .. OfAccounts(state),
    ];

    /// <summary>On a private cluster ranges have no effect, whatever they are.</summary>
    private static IEnumerable<ClusterCondition> OfRanges(ClusterDeclaration declaration, ClusterState state)
    {
        var ranges = declaration.Find("apiServerAccessProfile.authorizedIPRanges") ?? declaration.Find("apiServerAuthorizedIPRanges");
        if (state.Private is Truth.True || ranges is not { Value: { Kind: DeclaredKind.List, Items: [_, ..] } list })
            return [];
        ImmutableArray<CommandWord> words = [.. list.Items.Select(static item => new CommandWord(item.Kind is DeclaredKind.Text ? item.Text.Trim() : null, item.Location))];
        return RangeListConditions.Of(words, ranges.Extent, state, IsRefused);
    }

    // Documentation blocks stand for an address of the reader's, and bits beyond the prefix are checked by some clients only.
    private static bool IsRefused(AuthorizedRangeKind kind) => kind is not (AuthorizedRangeKind.Documentation or AuthorizedRangeKind.HostBits);

    private static IEnumerable<ClusterCondition> OfEngine(ClusterDeclaration declaration, ClusterState state)
    {
        if (state.IsAutomatic is not Truth.False)
            yield break;
        var policy = declaration.Find("networkProfile.networkPolicy");
        var dataplane = declaration.Find("networkProfile.networkDataplane");
        var name = policy?.Value is { Kind: DeclaredKind.Text } text ? text.Text.ToLowerInvariant() : null;

        // The service's errors CiliumDataplaneRequiresNetworkPolicyCilium and NetworkPolicyCiliumRequiresCiliumDataplane.
        if (state.Dataplane is "cilium" && name is "azure" or "calico" or "none")
            yield return Rejected(policy!.Extent, $"AKS rejects network policy '{name}' with the Cilium dataplane", dataplane?.Extent);
        else if (name is "cilium" && state.Dataplane is "" or "azure")
            yield return Rejected(policy!.Extent, "AKS rejects network policy 'cilium' without the dataplane 'cilium'", dataplane?.Extent);
        else if (state.Plugin is "kubenet" && name is "azure" or "cilium")
            yield return Rejected(policy!.Extent, $"kubenet runs no '{name}' policy engine, only Calico", declaration.Find("networkProfile.networkPlugin")?.Extent);
        else if (name is "azure")
            yield return new(ClusterConditionKind.EngineRetiring, policy!.Extent, "Azure Network Policy Manager on Linux is out of support from 2028-09-30");
        if (state.Plugin is "kubenet" && declaration.Find("networkProfile.networkPlugin") is { } plugin)
            yield return new(ClusterConditionKind.EngineRetiring, plugin.Extent, "kubenet is out of support from 2028-03-31");
    }

    private static IEnumerable<ClusterCondition> OfWindows(ClusterState state)
    {
        if (state.NodePools.FirstOrDefault(static pool => pool.IsWindows is Truth.True) is not { WindowsCause: { } cause } pool)
            yield break;
        if (state.Engine is NetworkPolicyEngine.Cilium)
        {
            yield return new(ClusterConditionKind.EngineWithoutWindows, cause, $"Cilium runs on Linux nodes only, and pool '{pool.Name}' is Windows")
            {
                Other = state.EngineCause,
            };
        }
        else if (state.Engine is NetworkPolicyEngine.Azure)
        {
            yield return new(
                ClusterConditionKind.EngineRetired,
                cause,
                $"Azure Network Policy Manager on Windows is out of support since 2026-09-30, and pool '{pool.Name}' is Windows")
            {
                Other = state.EngineCause,
            };
        }
    }

    private static IEnumerable<ClusterCondition> OfImds(ClusterDeclaration declaration, ClusterState state)
    {
        if (declaration.Find("networkProfile.podLinkLocalAccess") is not { Value: { Kind: DeclaredKind.Text } value } access
            || !value.Text.Equals("None", StringComparison.OrdinalIgnoreCase))
        {
            yield break;
        }

        if (!declaration.IsPreview)
            yield return Excluded(access.Extent, "only preview versions of the API have 'podLinkLocalAccess'", other: null);
        if (state.IsAutomatic is Truth.True)
            yield return Excluded(access.Extent, "AKS Automatic runs add-ons that exclude the metadata restriction", declaration.SkuName?.Extent);
        foreach (var (name, place) in ClusterAddons.WithoutImdsRestriction(state))
            yield return Excluded(access.Extent, $"the add-on '{name}' excludes the metadata restriction", place);
        if (state.NodePools.FirstOrDefault(static pool => pool.IsWindows is Truth.True) is { } pool)
            yield return Excluded(access.Extent, $"pool '{pool.Name}' is Windows, which excludes the metadata restriction", pool.WindowsCause);
    }

    private static IEnumerable<ClusterCondition> OfAccounts(ClusterState state)
    {
        if (state is { LocalAccounts: LocalAccounts.Disabled, EntraId: Truth.False, LocalAccountsCause: { } cause })
            yield return new(ClusterConditionKind.NoAccounts, cause, "local accounts are off and Entra ID is not enabled");
    }

    private static ClusterCondition Rejected(SourceLocation location, string message, SourceLocation? other) =>
        new(ClusterConditionKind.EngineRejected, location, message) { Other = other };

    private static ClusterCondition Excluded(SourceLocation location, string message, SourceLocation? other) =>
        new(ClusterConditionKind.ImdsRestrictionRejected, location, message) { Other = other };
}
