using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Helm;

/// <summary>A chart with one set of values, as helm rendered it, or why there is nothing of it.</summary>
internal sealed record ChartRendering
{
    public required HelmChart Chart { get; init; }

    /// <summary>The name of its scope.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace of the release.</summary>
    public string Namespace { get; init; } = string.Empty;

    public string Because { get; init; } = string.Empty;

    /// <summary>The chart and the files of its values, those that win last.</summary>
    public ImmutableArray<string> Chain { get; init; } = [];

    public ImmutableArray<YamlDocument> Documents { get; init; } = [];

    /// <summary>Why it could not be rendered, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>Where it deploys to, or empty: <c>resourceGroup/name</c>.</summary>
    public string Cluster { get; init; } = string.Empty;
}
