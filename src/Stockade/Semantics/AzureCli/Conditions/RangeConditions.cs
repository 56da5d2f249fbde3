using System.Collections.Immutable;
using System.Globalization;

namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>
/// <c>--api-server-authorized-ip-ranges</c> as <c>validate_ip_ranges</c> and <c>_get_api_server_authorized_ip_ranges</c> of azure-cli and
/// the service judge it.
/// </summary>
internal static class RangeConditions
{
    private const string Option = "--api-server-authorized-ip-ranges";

    /// <summary>A /8 or more: no organisation that needs ranges owns that much.</summary>
    private const double BroadShare = 1 / 256d;

    // Limits of the service: 200 ranges, 2,000 with API server VNet integration.
    private const int MostRanges = 200;
    private const int MostRangesWithIntegration = 2000;

    public static IEnumerable<ClusterCondition> Of(ClusterStep step)
    {
        var command = step.Command;
        if (command.Find(Option) is not { } option)
            return [];
        if (option.Values.IsEmpty)
            return OfEmpty(step, option);
        return
        [
            .. OfUnknown(step, option),
            .. OfPrivate(step, option),
            .. OfElements(step, option),
            .. OfList(step, option),
            .. OfCoverage(step, option),
        ];
    }

    // An empty value at creation is no value. On a private cluster there is no endpoint to open.
    private static IEnumerable<ClusterCondition> OfEmpty(ClusterStep step, AzureOption option)
    {
        if (step.Command.Name is not "aks update" || step.After.Private is Truth.True)
            yield break;
        yield return At(step, ClusterConditionKind.RangesCleared, option.Extent, "an empty value removes the authorized IP ranges");
    }

    private static IEnumerable<ClusterCondition> OfUnknown(ClusterStep step, AzureOption option)
    {
        if (step.Command.Name is "aks update" && option.Values is [{ IsKnown: false, MayBeEmpty: true, MayBeAnyWords: false } word] && step.After.Private is not Truth.True)
            yield return At(step, ClusterConditionKind.RangesMayBeCleared, word.Location, $"'{word.Symbol ?? word.Location.Text}' removes the authorized IP ranges where it is empty");
    }

    private static IEnumerable<ClusterCondition> OfPrivate(ClusterStep step, AzureOption option)
    {
        if (step.Command.Find("--enable-private-cluster") is { } flag)
        {
            yield return At(step, ClusterConditionKind.RangesOnPrivateCluster, option.Extent, "az refuses authorized IP ranges together with '--enable-private-cluster'") with
            {
                Other = flag.Location,
            };
        }
        else if (step.Command.Name is "aks update" && step.Before.Private is Truth.True)
        {
            // Also with --disable-private-cluster in the same call: az looks at the cluster as it is.
            yield return At(step, ClusterConditionKind.RangesOnPrivateCluster, option.Extent, "az refuses authorized IP ranges while the cluster is private") with
            {
                Other = step.Before.PrivateCause,
            };
        }
    }

    private static IEnumerable<ClusterCondition> OfElements(ClusterStep step, AzureOption option)
    {
        foreach (var word in option.Values)
        {
            var message = AuthorizedRange.Parse(word.Value).Kind switch
            {
                AuthorizedRangeKind.Empty => "an element between the commas is empty",
                AuthorizedRangeKind.Reserved => $"'{word.Value}' is private or reserved: only public addresses connect to the public endpoint",
                AuthorizedRangeKind.Documentation => $"'{word.Value}' is reserved for documentation",
                AuthorizedRangeKind.IPv6 => $"'{word.Value}' is IPv6: the ranges are IPv4",
                AuthorizedRangeKind.HostBits => $"'{word.Value}' has bits set beyond its prefix",
                AuthorizedRangeKind.Invalid => $"'{word.Value}' is no IPv4 address or range",
                _ => null,
            };
            if (message is not null)
                yield return At(step, ClusterConditionKind.RangesRejected, word.Location.Span.IsEmpty ? option.Location : word.Location, message);
        }
    }

    private static IEnumerable<ClusterCondition> OfList(ClusterStep step, AzureOption option)
    {
        var kinds = option.Values.Select(word => AuthorizedRange.Parse(word.Value).Kind).ToImmutableArray();
        var own = kinds.IndexOf(AuthorizedRangeKind.OwnOutboundOnly);
        if (own >= 0 && kinds.Length > 1)
            yield return At(step, ClusterConditionKind.RangesRejected, option.Values[own].Location, "'0.0.0.0/32' goes with no other range");
        if (kinds.Count(kind => kind is AuthorizedRangeKind.ServiceTag) > 1)
            yield return At(step, ClusterConditionKind.RangesRejected, option.Values[^1].Location, "AKS takes one service tag");

        var most = step.After.VnetIntegration is Truth.False ? MostRanges : MostRangesWithIntegration;
        if (kinds.Length > most)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"AKS takes {most} ranges, these are {kinds.Length}");
            yield return At(step, ClusterConditionKind.RangesRejected, option.Location, message);
        }
    }

    private static IEnumerable<ClusterCondition> OfCoverage(ClusterStep step, AzureOption option)
    {
        foreach (var word in option.Values)
        {
            if (AuthorizedRange.Parse(word.Value).Kind is AuthorizedRangeKind.ServiceTag)
                yield return At(step, ClusterConditionKind.RangesTooBroad, word.Location, "'AzureCloud' admits every machine in Azure, of any tenant");
        }

        var ranges = option.Values.Select(word => AuthorizedRange.Parse(word.Value)).ToImmutableArray();
        var share = AuthorizedRange.ShareOfInternet(ranges);
        if (share < BroadShare)
            yield break;
        var widest = option.Values.MaxBy(word => AuthorizedRange.ShareOfInternet([AuthorizedRange.Parse(word.Value)]))!;
        var percent = share >= 1 ? "all" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
        var subject = option.Values.Length == 1 ? $"'{widest.Value}' covers" : "the ranges together cover";
        yield return At(step, ClusterConditionKind.RangesTooBroad, widest.Location, $"{subject} {percent} of the Internet's IPv4 addresses");
    }

    private static ClusterCondition At(ClusterStep step, ClusterConditionKind kind, Text.SourceLocation location, string message) =>
        new(kind, location, message) { Command = step.Command };
}
