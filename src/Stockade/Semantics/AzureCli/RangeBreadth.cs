using System.Collections.Immutable;
using System.Globalization;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>Which authorized ranges admit much of the Internet.</summary>
internal static class RangeBreadth
{
    /// <summary>That of a /8: no organisation that needs ranges owns that much.</summary>
    public const double DefaultShare = 1 / 256d;

    /// <summary>What is too broad about the ranges, each at the widest of them.</summary>
    /// <param name="words">The ranges of one list.</param>
    /// <param name="share">The share of the Internet from which on they are too broad.</param>
    /// <param name="allowed">Ranges that are not counted.</param>
    public static IEnumerable<(SourceLocation Location, string Message)> Find(ImmutableArray<CommandWord> words, double share = DefaultShare, ImmutableArray<string> allowed = default)
    {
        ImmutableArray<AuthorizedRange> excepted = allowed.IsDefault ? [] : [.. allowed.Select(AuthorizedRange.Parse)];
        if (!excepted.Any(static range => range.Kind is AuthorizedRangeKind.ServiceTag))
        {
            foreach (var word in words.Where(static word => AuthorizedRange.Parse(word.Value).Kind is AuthorizedRangeKind.ServiceTag))
                yield return (word.Location, "'AzureCloud' admits every machine in Azure, of any tenant");
        }

        var held = ShareOf(words);
        if (held < share || held == 0)
            yield break;
        var widest = words.MaxBy(word => ShareOf([word]))!;
        var percent = held >= 1 ? "all" : string.Create(CultureInfo.InvariantCulture, $"{held * 100:0.#####} %");
        var subject = words.Length == 1 ? $"'{widest.Value}' covers" : "the ranges together cover";
        yield return (widest.Location, $"{subject} {percent} of the Internet's IPv4 addresses");

        double ShareOf(ImmutableArray<CommandWord> some) => AuthorizedRange.ShareOfInternet(some.Select(static word => AuthorizedRange.Parse(word.Value)), excepted);
    }
}
