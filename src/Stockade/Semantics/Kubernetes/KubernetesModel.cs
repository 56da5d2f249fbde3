using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What the manifests of a run say.</summary>
internal sealed record KubernetesModel(
    ImmutableArray<DeploymentScope> Scopes,
    ImmutableArray<RejectedObject> RejectedObjects,
    ImmutableArray<NotAnalyzed> NotAnalyzed)
{
    /// <summary>The clusters, with what is installed into them.</summary>
    public ImmutableArray<ManagedCluster> Clusters { get; init; } = [];

    /// <summary>The documents in scripts whose policies are part of scopes.</summary>
    public ImmutableArray<YamlDocument> ScriptedDocuments { get; init; } = [];

    /// <summary>The objects of the kinds that were asked for, in the order of their places.</summary>
    public ImmutableArray<AskedObject> Asked { get; init; } = [];
}
