using System.ComponentModel.DataAnnotations;

namespace Stockade.Analysis.Configuration;

/// <summary>Settings of AKS1002.</summary>
internal sealed record AuthorizedRangesSettings
{
    /// <summary>The share of the Internet's IPv4 addresses from which on authorized ranges are too broad. The default is that of a /8.</summary>
    [Range(0.0, 1.0)]
    public double Share { get; init; } = 1 / 256d;
}
