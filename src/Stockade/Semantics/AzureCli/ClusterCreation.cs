namespace Stockade.Semantics.AzureCli;

/// <summary>The state of a cluster right after <c>az aks create</c>: what the command says, and what the service defaults to.</summary>
internal static class ClusterCreation
{
    public static ClusterState Apply(AzureCommand command)
    {
        var automatic = IsAutomatic(command);
        var state = new ClusterState
        {
            Private = command.IsOn("--enable-private-cluster"),
            PrivateCause = command.Find("--enable-private-cluster")?.Extent,
            Ranges = Ranges(command),
            RangesCause = command.Find("--api-server-authorized-ip-ranges")?.Extent,

            // AKS Automatic brings API server VNet integration, Entra ID with Azure RBAC and Cilium; none of them can be changed.
            IsAutomatic = automatic,
            VnetIntegration = Preset(automatic, command.IsOn("--enable-apiserver-vnet-integration")),
            OidcIssuer = Preset(automatic, command.IsOn("--enable-oidc-issuer")),
            EntraId = Preset(automatic, IsEntraId(command)),
            EntraIdCause = (command.Find("--enable-aad") ?? command.Find("--aad-server-app-id"))?.Extent,
            LocalAccounts = LocalAccounts(command, automatic),
            LocalAccountsCause = command.Find("--disable-local-accounts")?.Extent,
            RunCommand = Not(command.IsOn("--disable-run-command")),
            Acns = command.IsOn("--enable-acns"),
            Plugin = Text(command, "--network-plugin"),
            PluginMode = Text(command, "--network-plugin-mode"),
            Dataplane = PolicyEngine.Dataplane(command),
            Outbound = Text(command, "--outbound-type"),
            Addons = ClusterAddons.Enabled(command),
            NodePools = [FirstPool(command)],
            KnowsAllNodePools = automatic is Truth.True ? Truth.Unknown : Truth.True,
        };
        var engine = PolicyEngine.AtCreation(command, automatic);
        return state with
        {
            Engine = engine,
            EngineCause = PolicyEngine.Cause(command),
            Imds = Imds(command, state),
            ImdsCause = command.Find("--enable-imds-restriction")?.Extent,
        };
    }

    /// <summary>An option's value: empty where it is not given, null where it is not known.</summary>
    public static string? Text(AzureCommand command, string option) =>
        command.Find(option) is { } found ? found.Value?.Value : command.Complete ? "" : null;

    private static AuthorizedIpRanges Ranges(AzureCommand command)
    {
        if (command.Find("--api-server-authorized-ip-ranges") is { } option)
            return AuthorizedIpRanges.Of(option);
        return command.Complete ? AuthorizedIpRanges.Absent : AuthorizedIpRanges.Unknown;
    }

    private static Truth IsAutomatic(AzureCommand command) => Text(command, "--sku") switch
    {
        "automatic" => Truth.True,
        null => Truth.Unknown,
        _ => Truth.False,
    };

    private static Truth Preset(Truth automatic, Truth asked) => (automatic, asked) switch
    {
        (Truth.True, _) or (_, Truth.True) => Truth.True,
        (Truth.False, Truth.False) => Truth.False,
        _ => Truth.Unknown,
    };

    // The legacy application ids (removed in 2.67) integrate with Entra ID as well.
    private static Truth IsEntraId(AzureCommand command) =>
        command.Has("--enable-aad") || command.Has("--aad-server-app-id") ? Truth.True : command.IsOn("--enable-aad");

    private static LocalAccounts LocalAccounts(AzureCommand command, Truth automatic) => (command.IsOn("--disable-local-accounts"), automatic) switch
    {
        (Truth.True, _) => AzureCli.LocalAccounts.Disabled,
        (Truth.False, Truth.False) => AzureCli.LocalAccounts.Enabled,
        _ => AzureCli.LocalAccounts.Unknown,
    };

    private static ImdsRestriction Imds(AzureCommand command, ClusterState state) => command.IsOn("--enable-imds-restriction") switch
    {
        Truth.True => ClusterAddons.PreventsImdsRestriction(state) ? ImdsRestriction.Unknown : ImdsRestriction.On,
        Truth.False => ImdsRestriction.Off,
        _ => ImdsRestriction.Unknown,
    };

    private static NodePool FirstPool(AzureCommand command) => new()
    {
        // The default of --nodepool-name.
        Name = command.Find("--nodepool-name")?.Value is { } name ? ClusterKey.PartOf(name) : "nodepool1",
        Command = command,

        // The first pool is a system pool, and those run Linux.
        IsWindows = Truth.False,
        HasNodePublicIp = command.IsOn("--enable-node-public-ip"),
        HasPublicIpPrefix = command.IsOn("--node-public-ip-prefix-id"),
    };

    private static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    };
}
