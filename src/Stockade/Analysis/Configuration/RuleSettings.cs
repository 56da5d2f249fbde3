using System.Text.Json.Serialization;

namespace Stockade.Analysis.Configuration;

/// <summary>Settings of single rules.</summary>
internal sealed record RuleSettings
{
    /// <summary>Settings of AKS1002, AuthorizedRangesAreTooBroad.</summary>
    [JsonPropertyName("AKS1002")]
    public AuthorizedRangesSettings AuthorizedRanges { get; init; } = new();

    /// <summary>Settings of AKS3007, ServiceIsExposedToTheInternet.</summary>
    [JsonPropertyName("AKS3007")]
    public ExposedServiceSettings ExposedServices { get; init; } = new();

    /// <summary>Settings of AKS4007, WorkloadUsesImds.</summary>
    [JsonPropertyName("AKS4007")]
    public MetadataUseSettings MetadataUse { get; init; } = new();
}
