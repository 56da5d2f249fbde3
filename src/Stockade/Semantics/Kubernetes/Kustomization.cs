using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One <c>kustomization.yaml</c>, its own entries only. Paths are relative to the root of the run.</summary>
internal sealed record Kustomization
{
    public required YamlDocument Document { get; init; }

    /// <summary>The folder the file stands in; <c>.</c> for the root.</summary>
    public required string Folder { get; init; }

    /// <summary>Files and folders that <c>resources</c>, <c>bases</c> and <c>components</c> name.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Every path the file mentions in any way: such a file (a patch, a values file) is not deployed by itself.</summary>
    public ImmutableHashSet<string> Mentioned { get; init; } = [];

    /// <summary>What <c>namespace</c> sets on every object, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Entries that change what is deployed and are not followed.</summary>
    public ImmutableArray<NotAnalyzed> NotFollowed { get; init; } = [];
}
