using System.Collections.Immutable;
using System.Globalization;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>A list of authorized ranges as the service judges it, whoever gives it.</summary>
internal static class RangeListConditions
{
    // Limits of the service: 200 ranges, 2,000 with API server VNet integration.
    private const int MostRanges = 200;
    private const int MostRangesWithIntegration = 2000;

    /// <param name="words">The ranges; an empty span stands for a place that shows nothing.</param>
    /// <param name="list">The option or property that holds them.</param>
    /// <param name="state">The state they belong to.</param>
    /// <param name="isRefused">Whether the reader of the definition refuses an element of a kind.</param>
    public static IEnumerable<ClusterCondition> Of(
        ImmutableArray<CommandWord> words, SourceLocation list, ClusterState state, Func<AuthorizedRangeKind, bool> isRefused) =>
        [
            .. OfElements(words, list, isRefused),
            .. OfList(words, list, state),
            .. RangeBreadth.Find(words).Select(static item => new ClusterCondition(ClusterConditionKind.RangesTooBroad, item.Location, item.Message)),
            new ClusterCondition(ClusterConditionKind.RangesGiven, list, "ranges are given") { Ranges = words },
        ];

    private static IEnumerable<ClusterCondition> OfElements(ImmutableArray<CommandWord> words, SourceLocation list, Func<AuthorizedRangeKind, bool> isRefused)
    {
        foreach (var word in words)
        {
            var kind = AuthorizedRange.Parse(word.Value).Kind;
            var message = kind switch
            {
                AuthorizedRangeKind.Empty => "an element between the commas is empty",
                AuthorizedRangeKind.Reserved => $"'{word.Value}' is private or reserved: only public addresses connect to the public endpoint",
                AuthorizedRangeKind.Documentation => $"'{word.Value}' is reserved for documentation",
                AuthorizedRangeKind.IPv6 => $"'{word.Value}' is IPv6: the ranges are IPv4",
                AuthorizedRangeKind.HostBits => $"'{word.Value}' has bits set beyond its prefix",
                AuthorizedRangeKind.Invalid => $"'{word.Value}' is no IPv4 address or range",
                _ => null,
            };
            if (message is not null && isRefused(kind))
                yield return new(ClusterConditionKind.RangesRejected, word.Location.Span.IsEmpty ? list : word.Location, message);
        }
    }

    private static IEnumerable<ClusterCondition> OfList(ImmutableArray<CommandWord> words, SourceLocation list, ClusterState state)
    {
        var kinds = words.Select(static word => AuthorizedRange.Parse(word.Value).Kind).ToImmutableArray();
        var own = kinds.IndexOf(AuthorizedRangeKind.OwnOutboundOnly);
        if (own >= 0 && kinds.Length > 1)
            yield return new(ClusterConditionKind.RangesRejected, words[own].Location, "'0.0.0.0/32' goes with no other range");
        if (kinds.Count(static kind => kind is AuthorizedRangeKind.ServiceTag) > 1)
            yield return new(ClusterConditionKind.RangesRejected, words[^1].Location, "AKS takes one service tag");

        var most = state.VnetIntegration is Truth.False ? MostRanges : MostRangesWithIntegration;
        if (kinds.Length > most)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"AKS takes {most} ranges, these are {kinds.Length}");
            yield return new(ClusterConditionKind.RangesRejected, list, message);
        }
    }
}
