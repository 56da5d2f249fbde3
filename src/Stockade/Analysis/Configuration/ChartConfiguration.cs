using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>How a Helm chart is rendered.</summary>
internal sealed record ChartConfiguration
{
    /// <summary>The folder of the chart.</summary>
    public required string Path { get; init; }

    /// <summary>The name of the release; the chart's, if none is given.</summary>
    public string Release { get; init; } = string.Empty;

    /// <summary>The namespace of the release.</summary>
    public string Namespace { get; init; } = string.Empty;

    /// <summary>Sets of values, each of which is a scope of its own; without any, the chart is rendered with its own values.</summary>
    public ImmutableArray<ValueSetConfiguration> Values { get; init; } = [];

    /// <summary>Where its folder is named.</summary>
    [JsonIgnore]
    public SourceLocation Location { get; init; }
}
