using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>A set of values for a chart.</summary>
internal sealed record ValueSetConfiguration
{
    /// <summary>What the set is called: the scope of chart c and set s is c:s.</summary>
    public required string Name { get; init; }

    /// <summary>Files of values, added to those of the chart; the last one wins.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The name of the release, where this set has one of its own.</summary>
    public string Release { get; init; } = string.Empty;

    /// <summary>The namespace of the release, where this set has one of its own.</summary>
    public string Namespace { get; init; } = string.Empty;

    /// <summary>The cluster it is deployed to: resourceGroup/name.</summary>
    public string Cluster { get; init; } = string.Empty;

    /// <summary>Where its files stand, in their order.</summary>
    [JsonIgnore]
    public ImmutableArray<SourceLocation> FileLocations { get; init; } = [];

    /// <summary>Where the cluster is named.</summary>
    [JsonIgnore]
    public SourceLocation ClusterLocation { get; init; }
}
