using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>The add-ons that commands switch on and off.</summary>
internal static class ClusterAddons
{
    // Unsupported with the metadata restriction (AKS documentation, "Block pod access to the Azure Instance Metadata Service", limitations).
    private static readonly ImmutableSortedSet<string> s_needImds = ImmutableSortedSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ingress-appgw",
        "monitoring",
        "virtual-node",
        "azure-policy",
        "http_application_routing",
        "web_application_routing",
        "app-routing",
        "cost-analysis",
        "ai-toolchain-operator");

    private static readonly ImmutableArray<KeyValuePair<string, string>> s_flags =
    [
        KeyValuePair.Create("--enable-app-routing", "app-routing"),
        KeyValuePair.Create("--enable-cost-analysis", "cost-analysis"),
        KeyValuePair.Create("--enable-ai-toolchain-operator", "ai-toolchain-operator"),
    ];

    public static ImmutableSortedDictionary<string, SourceLocation> Enabled(AzureCommand command) =>
        Enable(ClusterState.Unknown.Addons, command, "--enable-addons");

    public static ImmutableSortedDictionary<string, SourceLocation> Enable(
        ImmutableSortedDictionary<string, SourceLocation> addons,
        AzureCommand command,
        string option)
    {
        foreach (var word in Names(command, option))
            addons = addons.SetItem(word.Value!, word.Location);
        foreach (var (flag, addon) in s_flags)
        {
            if (command.Find(flag) is { } found)
                addons = addons.SetItem(addon, found.Location);
        }

        return addons;
    }

    public static ImmutableSortedDictionary<string, SourceLocation> Disable(
        ImmutableSortedDictionary<string, SourceLocation> addons,
        AzureCommand command,
        string option) =>
        addons.RemoveRange(Names(command, option).Select(word => word.Value!));

    /// <summary>The add-ons that AKS refuses together with the metadata restriction.</summary>
    public static IEnumerable<KeyValuePair<string, SourceLocation>> WithoutImdsRestriction(ClusterState state) =>
        state.Addons.Where(addon => s_needImds.Contains(addon.Key));

    public static bool PreventsImdsRestriction(ClusterState state) =>
        WithoutImdsRestriction(state).Any() || state.NodePools.Any(pool => pool.IsWindows is Truth.True) || state.IsAutomatic is Truth.True;

    private static IEnumerable<CommandWord> Names(AzureCommand command, string option) =>
        command.Find(option)?.Value is { IsKnown: true } value
            ? AzureOptionValue.SplitAtCommas(value).Where(word => word.Value!.Length > 0)
            : [];
}
