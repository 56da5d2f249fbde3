using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>What a command makes of a cluster that exists. What it does not name stays; what it may name is unknown.</summary>
internal static class ClusterChange
{
    public static ClusterState Apply(ClusterState state, AzureCommand command) => command.Name switch
    {
        "aks create" => ClusterCreation.Apply(command),
        "aks update" => Update(state, command),
        "aks enable-addons" => EnableAddons(state, command),
        "aks disable-addons" => state with { Addons = ClusterAddons.Disable(state.Addons, command, "--addons") },
        "aks addon enable" => state with { Addons = ClusterAddons.Enable(state.Addons, command, "--addon") },
        "aks addon disable" => state with { Addons = ClusterAddons.Disable(state.Addons, command, "--addon") },
        "aks approuting enable" => state with { Addons = state.Addons.SetItem("app-routing", command.Invocation.Location) },
        "aks approuting disable" => state with { Addons = state.Addons.Remove("app-routing") },
        "aks upgrade" => Upgrade(state, command),
        "aks nodepool add" => AddPool(state, command),
        "aks nodepool delete" => DeletePool(state, command),
        "aks nodepool upgrade" => UpgradePool(state, command),
        _ when !command.IsAks => ResourceChange.Apply(state, command),
        _ => state,
    };

    /// <summary>
    /// The options for which az refuses the whole update: without API server VNet integration a running cluster does not become private, or public again
    /// (az aks update --help: "… on an API Server VNet Integration cluster"). Only what the files show: elsewhere integration may have been enabled by other means.
    /// </summary>
    public static ImmutableArray<AzureOption> RefusedPrivateSwitches(ClusterState state, AzureCommand command) =>
        state.VnetIntegration is Truth.False && command.IsOn("--enable-apiserver-vnet-integration") is Truth.False
            ? [.. new[] { command.Find("--enable-private-cluster"), command.Find("--disable-private-cluster") }.OfType<AzureOption>()]
            : [];

    private static ClusterState Update(ClusterState state, AzureCommand command)
    {
        if (!RefusedPrivateSwitches(state, command).IsEmpty)
            return state;
        var isPrivate = Switch(command, "--enable-private-cluster", "--disable-private-cluster", state.Private);
        var local = Switch(command, "--enable-local-accounts", "--disable-local-accounts", Truth.Unknown);
        var ranges = command.Find("--api-server-authorized-ip-ranges");
        var updated = state with
        {
            Private = isPrivate,
            PrivateCause = Cause(command, "--enable-private-cluster", "--disable-private-cluster") ?? state.PrivateCause,
            Ranges = ranges is not null ? AuthorizedIpRanges.Of(ranges) : command.Complete ? state.Ranges : AuthorizedIpRanges.Unknown,
            RangesCause = ranges?.Extent ?? state.RangesCause,
            VnetIntegration = Switch(command, "--enable-apiserver-vnet-integration", null, state.VnetIntegration),
            OidcIssuer = Switch(command, "--enable-oidc-issuer", null, state.OidcIssuer),
            EntraId = Switch(command, "--enable-aad", null, state.EntraId),
            EntraIdCause = command.Find("--enable-aad")?.Extent ?? state.EntraIdCause,
            LocalAccounts = local switch
            {
                Truth.True => LocalAccounts.Enabled,
                Truth.False => LocalAccounts.Disabled,
                _ => command.Complete ? state.LocalAccounts : LocalAccounts.Unknown,
            },
            LocalAccountsCause = Cause(command, "--enable-local-accounts", "--disable-local-accounts") ?? state.LocalAccountsCause,
            RunCommand = Switch(command, "--enable-run-command", "--disable-run-command", state.RunCommand),
            Acns = Switch(command, "--enable-acns", "--disable-acns", state.Acns),
            Plugin = Changed(command, "--network-plugin", state.Plugin),
            PluginMode = Changed(command, "--network-plugin-mode", state.PluginMode),
            Dataplane = PolicyEngine.Dataplane(command) is "" ? state.Dataplane : PolicyEngine.Dataplane(command),
            Outbound = Changed(command, "--outbound-type", state.Outbound),
            Engine = PolicyEngine.AfterUpdate(command, state),
            EngineCause = PolicyEngine.Cause(command) ?? state.EngineCause,
            Addons = ClusterAddons.Enable(state.Addons, command, "--enable-addons"),
        };
        return SwitchImds(updated, command);
    }

    // Nodes keep their rules until they get a new image ("az aks upgrade --node-image-only"), so the switch alone changes nothing there.
    private static ClusterState SwitchImds(ClusterState state, AzureCommand command)
    {
        switch (Switch(command, "--enable-imds-restriction", "--disable-imds-restriction", Truth.Unknown))
        {
            case Truth.False:
                return state with { Imds = ImdsRestriction.Off, ImdsCause = command.Find("--disable-imds-restriction")?.Extent };
            case Truth.True when ClusterAddons.PreventsImdsRestriction(state):
                return state with { Imds = ImdsRestriction.Unknown, ImdsCause = command.Find("--enable-imds-restriction")?.Extent };
            case Truth.True when state.Imds is not ImdsRestriction.On:
                return state with
                {
                    Imds = ImdsRestriction.Pending,
                    ImdsCause = command.Find("--enable-imds-restriction")?.Extent,
                    NodePools = [.. state.NodePools.Select(pool => pool with { IsImageCurrent = Truth.False })],
                };
            case Truth.Unknown when !command.Complete:
                return state with { Imds = ImdsRestriction.Unknown };
            default:
                return state;
        }
    }

    private static ClusterState EnableAddons(ClusterState state, AzureCommand command) =>
        state with { Addons = ClusterAddons.Enable(state.Addons, command, "--addons") };

    private static ClusterState Upgrade(ClusterState state, AzureCommand command) => command.IsOn("--control-plane-only") switch
    {
        Truth.True => state,
        Truth.False => state with
        {
            NodePools = [.. state.NodePools.Select(pool => pool with { IsImageCurrent = Truth.True })],
            Imds = state.Imds is ImdsRestriction.Pending ? ImdsRestriction.On : state.Imds,
        },
        _ => state with { Imds = state.Imds is ImdsRestriction.Pending ? ImdsRestriction.Unknown : state.Imds },
    };

    private static ClusterState AddPool(ClusterState state, AzureCommand command)
    {
        var type = command.Find("--os-type") ?? command.Find("--os-sku");
        var isWindows = type is null
            ? command.Complete ? Truth.False : Truth.Unknown
            : type.Value?.Value is { } text ? text.StartsWith("Windows", StringComparison.OrdinalIgnoreCase) ? Truth.True : Truth.False : Truth.Unknown;
        var pool = new NodePool
        {
            Name = PoolName(command),
            Command = command,
            IsWindows = isWindows,
            WindowsCause = isWindows is Truth.True ? type!.Extent : null,
            HasNodePublicIp = command.IsOn("--enable-node-public-ip"),
            HasPublicIpPrefix = command.IsOn("--node-public-ip-prefix-id"),
        };
        return state with { NodePools = [.. state.NodePools.Where(other => other.Name != pool.Name), pool] };
    }

    private static ClusterState DeletePool(ClusterState state, AzureCommand command)
    {
        var name = PoolName(command);
        return state with { NodePools = [.. state.NodePools.Where(pool => pool.Name != name)] };
    }

    private static ClusterState UpgradePool(ClusterState state, AzureCommand command)
    {
        var name = PoolName(command);
        var pools = state.NodePools.Select(pool => pool.Name == name ? pool with { IsImageCurrent = Truth.True } : pool).ToImmutableArray();
        var imds = state.Imds;
        if (imds is ImdsRestriction.Pending && pools.All(pool => pool.IsImageCurrent is Truth.True))
            imds = state.KnowsAllNodePools is Truth.True ? ImdsRestriction.On : ImdsRestriction.Unknown;
        return state with { NodePools = pools, Imds = imds };
    }

    private static string PoolName(AzureCommand command) => command.Find("--nodepool-name")?.Value is { } name ? ClusterKey.PartOf(name) : "?";

    private static Truth Switch(AzureCommand command, string on, string? off, Truth before)
    {
        // az refuses both flags together in some versions and takes either in others.
        if (off is not null && command.Has(on) && command.Has(off))
            return Truth.Unknown;
        if (command.Has(on))
            return Truth.True;
        if (off is not null && command.Has(off))
            return Truth.False;
        return command.Complete ? before : Truth.Unknown;
    }

    private static SourceLocation? Cause(AzureCommand command, string on, string off) => (command.Find(on) ?? command.Find(off))?.Extent;

    private static string? Changed(AzureCommand command, string option, string? before) =>
        ClusterCreation.Text(command, option) is "" ? before : ClusterCreation.Text(command, option);
}
