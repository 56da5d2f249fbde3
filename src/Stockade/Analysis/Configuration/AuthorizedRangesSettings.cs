using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Stockade.Semantics.AzureCli;

namespace Stockade.Analysis.Configuration;

/// <summary>Settings of AKS1002.</summary>
internal sealed record AuthorizedRangesSettings
{
    /// <summary>The share of the Internet's IPv4 addresses from which on authorized ranges are too broad. The default is that of a /8.</summary>
    [Range(0.0, 1.0)]
    public double Share { get; init; } = RangeBreadth.DefaultShare;

    /// <summary>Public IPv4 ranges that are not counted, because they are your own. AzureCloud stands for that service tag.</summary>
    public ImmutableArray<string> AllowedRanges { get; init; } = [];
}
