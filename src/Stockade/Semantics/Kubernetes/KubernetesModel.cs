using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What the manifests of a run say.</summary>
internal sealed record KubernetesModel(
    ImmutableArray<DeploymentScope> Scopes,
    ImmutableArray<RejectedObject> RejectedObjects,
    ImmutableArray<NotAnalyzed> NotAnalyzed)
{
    /// <summary>The objects of the kinds that were asked for, in the order of their places.</summary>
    public ImmutableArray<AskedObject> Asked { get; init; } = [];
}
