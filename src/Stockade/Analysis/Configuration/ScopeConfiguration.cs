using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>Files that are deployed together.</summary>
internal sealed record ScopeConfiguration
{
    /// <summary>What the scope is called.</summary>
    public required string Name { get; init; }

    /// <summary>Patterns of its files, written as in a .gitignore. A file may belong to several scopes.</summary>
    public required ImmutableArray<string> Include { get; init; }

    /// <summary>Patterns of files that do not belong to it although an include pattern matches.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>The cluster it is deployed to: resourceGroup/name.</summary>
    public string Cluster { get; init; } = string.Empty;

    /// <summary>Where its name stands.</summary>
    [JsonIgnore]
    public SourceLocation Location { get; init; }

    /// <summary>Where the cluster is named.</summary>
    [JsonIgnore]
    public SourceLocation ClusterLocation { get; init; }
}
