using System.Text.Json.Serialization;

namespace Stockade.Analysis.Configuration;

/// <summary>Settings of single rules.</summary>
internal sealed record RuleSettings
{
    /// <summary>Settings of AKS1002, AuthorizedRangesAreTooBroad.</summary>
    [JsonPropertyName("AKS1002")]
    public AuthorizedRangesSettings AuthorizedRanges { get; init; } = new();
}
