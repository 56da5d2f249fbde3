using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stockade.Text;

namespace Stockade.Analysis.Configuration;

/// <summary>A cluster that no file here makes.</summary>
internal sealed record ClusterConfiguration
{
    /// <summary>resourceGroup/name</summary>
    [RegularExpression("^[^/]+/[^/]+$")]
    public required string Id { get; init; }

    /// <summary>What enforces network policies in it.</summary>
    public DeclaredEngine Engine { get; init; }

    /// <summary>Who may connect to its API server.</summary>
    public DeclaredApiServer ApiServer { get; init; }

    /// <summary>Whether AKS blocks the metadata service on its nodes.</summary>
    public DeclaredImdsRestriction ImdsRestriction { get; init; }

    /// <summary>Where its id stands.</summary>
    [JsonIgnore]
    public SourceLocation Location { get; init; }

    /// <summary>Where its engine is given, with the key.</summary>
    [JsonIgnore]
    public SourceLocation? EngineLocation { get; init; }

    /// <summary>Where the exposure of its API server is given, with the key.</summary>
    [JsonIgnore]
    public SourceLocation? ApiServerLocation { get; init; }
}
