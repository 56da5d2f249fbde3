using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// What is known of a cluster between two commands. Texts are az's canonical values; null is unknown, empty is "not given, the service
/// decides". Every default is unknown.
/// </summary>
internal sealed record ClusterState
{
    /// <summary>A share of the Internet above this is no restriction.</summary>
    public const double OpenShare = 0.5;

    public static ClusterState Unknown { get; } = new();

    public Truth Private { get; init; }

    public SourceLocation? PrivateCause { get; init; }

    public AuthorizedIpRanges Ranges { get; init; } = AuthorizedIpRanges.Unknown;

    public SourceLocation? RangesCause { get; init; }

    public Truth VnetIntegration { get; init; }

    public Truth IsAutomatic { get; init; }

    public string? Plugin { get; init; }

    public string? PluginMode { get; init; }

    public string? Dataplane { get; init; }

    public NetworkPolicyEngine Engine { get; init; }

    public SourceLocation? EngineCause { get; init; }

    public string? Outbound { get; init; }

    public ImdsRestriction Imds { get; init; }

    public SourceLocation? ImdsCause { get; init; }

    public Truth OidcIssuer { get; init; }

    public Truth EntraId { get; init; }

    public SourceLocation? EntraIdCause { get; init; }

    public LocalAccounts LocalAccounts { get; init; }

    public SourceLocation? LocalAccountsCause { get; init; }

    public Truth RunCommand { get; init; }

    public Truth Acns { get; init; }

    /// <summary>The add-ons that commands switched on, by az's names.</summary>
    public ImmutableSortedDictionary<string, SourceLocation> Addons { get; init; } =
        ImmutableSortedDictionary.Create<string, SourceLocation>(StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<NodePool> NodePools { get; init; } = [];

    /// <summary>True where <see cref="NodePools"/> are all pools.</summary>
    public Truth KnowsAllNodePools { get; init; }

    public ApiServerExposure ApiServer => Private switch
    {
        Truth.True => ApiServerExposure.Private,
        _ when Ranges.IsKnown is Truth.True => JudgeRanges(),
        Truth.False when Ranges.IsKnown is Truth.False => ApiServerExposure.Public,
        _ => ApiServerExposure.Unknown,
    };

    /// <summary>Whether less protects the cluster than in another state: its API server first, then its pods, then its accounts.</summary>
    public bool IsWeakerThan(ClusterState other)
    {
        foreach (var (own, others) in (ReadOnlySpan<(int, int)>)
        [
            (Strength(ApiServer), Strength(other.ApiServer)),
            (Strength(Engine), Strength(other.Engine)),
            (Strength(Imds), Strength(other.Imds)),
            (Strength(LocalAccounts), Strength(other.LocalAccounts)),
        ])
        {
            if (own != others)
                return own < others;
        }

        return false;
    }

    /// <summary>What is the same in both states; the rest is unknown.</summary>
    public static ClusterState Join(ClusterState left, ClusterState right)
    {
        if (ReferenceEquals(left, right))
            return left;
        return new ClusterState
        {
            Private = Join(left.Private, right.Private),
            PrivateCause = left.PrivateCause ?? right.PrivateCause,
            Ranges = AuthorizedIpRanges.Join(left.Ranges, right.Ranges),
            RangesCause = left.RangesCause ?? right.RangesCause,
            VnetIntegration = Join(left.VnetIntegration, right.VnetIntegration),
            IsAutomatic = Join(left.IsAutomatic, right.IsAutomatic),
            Plugin = Join(left.Plugin, right.Plugin),
            PluginMode = Join(left.PluginMode, right.PluginMode),
            Dataplane = Join(left.Dataplane, right.Dataplane),
            Engine = Join(left.Engine, right.Engine),
            EngineCause = left.EngineCause ?? right.EngineCause,
            Outbound = Join(left.Outbound, right.Outbound),
            Imds = Join(left.Imds, right.Imds),
            ImdsCause = left.ImdsCause ?? right.ImdsCause,
            OidcIssuer = Join(left.OidcIssuer, right.OidcIssuer),
            EntraId = Join(left.EntraId, right.EntraId),
            EntraIdCause = left.EntraIdCause ?? right.EntraIdCause,
            LocalAccounts = Join(left.LocalAccounts, right.LocalAccounts),
            LocalAccountsCause = left.LocalAccountsCause ?? right.LocalAccountsCause,
            RunCommand = Join(left.RunCommand, right.RunCommand),
            Acns = Join(left.Acns, right.Acns),
            Addons = left.Addons.Where(addon => right.Addons.ContainsKey(addon.Key)).ToImmutableSortedDictionary(left.Addons.KeyComparer),
            NodePools = [.. left.NodePools.Where(pool => right.NodePools.Contains(pool))],
            KnowsAllNodePools = left.NodePools.SequenceEqual(right.NodePools) ? Join(left.KnowsAllNodePools, right.KnowsAllNodePools) : Truth.Unknown,
        };
    }

    // Unknown may be the weakest there is, and nothing is weaker than what is known to be.
    private static int Strength(ApiServerExposure exposure) => exposure switch
    {
        ApiServerExposure.Public => 0,
        ApiServerExposure.Restricted => 2,
        ApiServerExposure.Private => 3,
        _ => 1,
    };

    private static int Strength(NetworkPolicyEngine engine) => engine switch
    {
        NetworkPolicyEngine.None => 0,
        NetworkPolicyEngine.Unknown => 1,
        _ => 2,
    };

    private static int Strength(ImdsRestriction restriction) => restriction switch
    {
        ImdsRestriction.Off => 0,
        ImdsRestriction.Unknown => 1,
        ImdsRestriction.Pending => 2,
        _ => 3,
    };

    private static int Strength(LocalAccounts accounts) => accounts switch
    {
        LocalAccounts.Enabled => 0,
        LocalAccounts.Unknown => 1,
        _ => 2,
    };

    private static T Join<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right) ? left : default!;

    // Ranges on a private cluster are refused (_get_api_server_authorized_ip_ranges), so where they stand the endpoint is public.
    private ApiServerExposure JudgeRanges()
    {
        var ranges = Ranges.Ranges.Select(AuthorizedRange.Parse).ToImmutableArray();
        if (AuthorizedRange.ShareOfInternet(ranges) > OpenShare)
            return ApiServerExposure.Public;

        // A documentation block stands for an address of the reader's; what else az or AKS refuses leaves the server as it was.
        return ranges.All(IsRestriction) ? ApiServerExposure.Restricted : ApiServerExposure.Unknown;
    }

    private static bool IsRestriction(AuthorizedRange range) => range.Kind is AuthorizedRangeKind.Public
        or AuthorizedRangeKind.OwnOutboundOnly or AuthorizedRangeKind.ServiceTag or AuthorizedRangeKind.Documentation;
}
