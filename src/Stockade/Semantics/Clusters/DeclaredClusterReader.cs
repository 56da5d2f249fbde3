using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// A declared cluster in the terms of the model. What is absent is the service's default, the same as for <c>az aks create</c>: a public API
/// server without ranges, no policy engine, local accounts, an open metadata service.
/// </summary>
internal sealed class DeclaredClusterReader
{
    private readonly ClusterDeclaration _declaration;

    private DeclaredClusterReader(ClusterDeclaration declaration) => _declaration = declaration;

    public static ManagedCluster Read(ClusterDeclaration declaration) => new DeclaredClusterReader(declaration).Read();

    private ManagedCluster Read()
    {
        var state = ReadState();
        var exposure = Exposure(state);
        var group = _declaration.ResourceGroup?.Text is { Length: > 0 } text ? text : ClusterKey.Missing;
        var name = _declaration.Name.Text is { Length: > 0 } own ? own : ClusterKey.Missing;
        return new ManagedCluster
        {
            Id = $"{group}/{name}",
            Name = name,
            ResourceGroup = group,
            Location = _declaration.Location,
            CommandLocation = _declaration.Location,
            IsCreatedHere = !_declaration.IsManagedElsewhere,
            HasKnownName = name is not ClusterKey.Missing && !_declaration.Name.IsUnknown,
            HasKnownGroup = group is not ClusterKey.Missing && _declaration.ResourceGroup is { IsUnknown: false },
            Vocabulary = _declaration.Vocabulary,
            IsManagedElsewhere = _declaration.IsManagedElsewhere,
            ApiServer = exposure,
            State = state,
            Conditions = [.. DeclaredConditions.Of(_declaration, state)],
            ApiServerCause = state.RangesCause ?? state.PrivateCause,
        };
    }

    private ClusterState ReadState()
    {
        var automatic = _declaration.SkuName?.Value switch
        {
            null => Default(Truth.False),
            { IsUnknown: true } => Truth.Unknown,
            var sku => Of(sku.Text.Equals("Automatic", StringComparison.OrdinalIgnoreCase)),
        };
        var ranges = Find("apiServerAccessProfile.authorizedIPRanges") ?? Find("apiServerAuthorizedIPRanges");
        var state = new ClusterState
        {
            Private = Flag("apiServerAccessProfile.enablePrivateCluster"),
            PrivateCause = Find("apiServerAccessProfile.enablePrivateCluster")?.Extent,
            Ranges = RangesOf(ranges),
            RangesCause = ranges?.Extent,
            VnetIntegration = Preset(automatic, Flag("apiServerAccessProfile.enableVnetIntegration")),
            IsAutomatic = automatic,
            OidcIssuer = Preset(automatic, Flag("oidcIssuerProfile.enabled")),
            EntraId = Preset(automatic, Presence("aadProfile")),
            EntraIdCause = Find("aadProfile")?.Extent,
            LocalAccounts = (Flag("disableLocalAccounts"), automatic) switch
            {
                (Truth.True, _) => LocalAccounts.Disabled,
                (Truth.False, Truth.False) => LocalAccounts.Enabled,
                _ => LocalAccounts.Unknown,
            },
            LocalAccountsCause = Find("disableLocalAccounts")?.Extent,
            RunCommand = Not(Flag("apiServerAccessProfile.disableRunCommand")),
            Acns = _declaration.Find("networkProfile.acns") is { } acns ? acns.Value.Flag : Acns(),
            Plugin = Text(Find("networkProfile.networkPlugin")),
            PluginMode = Text(Find("networkProfile.networkPluginMode")),

            // The previews of 2022 called it ebpfDataplane.
            Dataplane = Text(Find("networkProfile.networkDataplane") ?? Find("networkProfile.ebpfDataplane")),
            Outbound = Text(Find("networkProfile.outboundType")),
            Addons = DeclaredAddons.Enabled(_declaration),
            NodePools = Pools(),
            KnowsAllNodePools = Truth.Unknown,
        };
        return WithImds(WithEngine(state));
    }

    private ClusterState WithEngine(ClusterState state)
    {
        var policy = Find("networkProfile.networkPolicy");
        var cause = policy ?? Deciding(Find("networkProfile.networkDataplane") ?? Find("networkProfile.ebpfDataplane"), "azure");
        if (cause is null && state.IsAutomatic is Truth.True)
            cause = _declaration.SkuName;
        cause ??= Find("networkProfile.networkPlugin") is { } plugin && (plugin.Value.IsUnknown || Text(plugin) is "none") ? plugin : null;
        return state with
        {
            Engine = PolicyEngine.Choose(
                policy is null ? null : new EnginePolicy(Text(policy)), state.Plugin, state.Dataplane, state.IsAutomatic, _declaration.IsComplete),
            EngineCause = cause?.Extent,
        };
    }

    /// <summary>
    /// <c>podLinkLocalAccess</c>: <c>None</c> is the restriction, <c>IMDS</c> its absence. Only preview versions of the API have it.
    /// </summary>
    private ClusterState WithImds(ClusterState state)
    {
        if (Find("networkProfile.podLinkLocalAccess") is not { } access)
            return state with { Imds = _declaration.IsComplete ? ImdsRestriction.Off : ImdsRestriction.Unknown };
        var restriction = Text(access) switch
        {
            "imds" => ImdsRestriction.Off,
            "none" when _declaration.IsPreview && !ClusterAddons.PreventsImdsRestriction(state) => ImdsRestriction.On,
            _ => ImdsRestriction.Unknown,
        };
        return state with { Imds = restriction, ImdsCause = access.Extent };
    }

    /// <summary>Ranges on a private cluster have no effect; az would refuse them.</summary>
    private static ApiServerExposure Exposure(ClusterState state) =>
        state.Private is Truth.Unknown && state.Ranges.IsKnown is Truth.True ? ApiServerExposure.Unknown : state.ApiServer;

    private AuthorizedIpRanges RangesOf(DeclaredMember? ranges) => ranges?.Value switch
    {
        null => _declaration.IsComplete ? AuthorizedIpRanges.Absent : AuthorizedIpRanges.Unknown,
        { Kind: DeclaredKind.List, Items: [] } => AuthorizedIpRanges.Absent,
        { Kind: DeclaredKind.List } list when list.Items.All(static item => item.Kind is DeclaredKind.Text) =>
            AuthorizedIpRanges.Of([.. list.Items.Select(static item => item.Text.Trim())]),
        _ => AuthorizedIpRanges.Unknown,
    };

    private ImmutableArray<NodePool> Pools()
    {
        var own = Find("agentPoolProfiles")?.Value is { Kind: DeclaredKind.List } profiles
            ? profiles.Items.Select(item => new PoolDeclaration(null, item.Find("name", _declaration.Comparison)?.Value ?? item, item))
            : [];
        return [.. own.Concat(_declaration.Pools).Select(Pool)];
    }

    private NodePool Pool(PoolDeclaration pool)
    {
        var type = pool.Properties.Find("osType", _declaration.Comparison) ?? pool.Properties.Find("osSKU", _declaration.Comparison);
        var isWindows = type is null ? Truth.False
            : type.Value.IsUnknown ? Truth.Unknown
            : Of(type.Value.Text.StartsWith("Windows", StringComparison.OrdinalIgnoreCase));
        return new NodePool
        {
            Name = pool.Name.Text.Length > 0 ? pool.Name.Text.ToLowerInvariant() : ClusterKey.Missing,
            IsWindows = isWindows,
            WindowsCause = isWindows is Truth.True ? type!.Extent : null,
            HasNodePublicIp = pool.Properties.Find("enableNodePublicIP", _declaration.Comparison)?.Value.Flag ?? Truth.False,
            HasPublicIpPrefix = pool.Properties.Find("nodePublicIPPrefixID", _declaration.Comparison) is null ? Truth.False : Truth.True,
        };
    }

    private Truth Acns() => Find("networkProfile.advancedNetworking.enabled") is { } enabled && enabled.Value.Flag is not Truth.True
        ? enabled.Value.Flag
        : Flag("networkProfile.advancedNetworking.security.enabled");

    private DeclaredMember? Find(string path) => _declaration.Find(path);

    private Truth Flag(string path) => Find(path)?.Value.Flag ?? Default(Truth.False);

    private Truth Presence(string path) => Find(path)?.Value switch
    {
        null => Default(Truth.False),
        { IsUnknown: true } => Truth.Unknown,
        var value => Of(value.Kind is not DeclaredKind.Object || !value.Members.IsEmpty),
    };

    /// <summary>A text as the service compares it; empty where it is absent, null where it is unknown.</summary>
    private string? Text(DeclaredMember? member) => member?.Value switch
    {
        null => _declaration.IsComplete ? "" : null,
        { Kind: DeclaredKind.Text } value => value.Text.ToLowerInvariant(),
        _ => null,
    };

    private static DeclaredMember? Deciding(DeclaredMember? member, string usual) =>
        member is { Value: { Kind: DeclaredKind.Text } value } && value.Text.Equals(usual, StringComparison.OrdinalIgnoreCase) ? null : member;

    private Truth Default(Truth usual) => _declaration.IsComplete ? usual : Truth.Unknown;

    private static Truth Of(bool value) => value ? Truth.True : Truth.False;

    private static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    };

    private static Truth Preset(Truth automatic, Truth asked) => (automatic, asked) switch
    {
        (Truth.True, _) or (_, Truth.True) => Truth.True,
        (Truth.False, Truth.False) => Truth.False,
        _ => Truth.Unknown,
    };
}
