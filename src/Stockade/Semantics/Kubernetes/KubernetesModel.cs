using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What the manifests of a run say.</summary>
internal sealed record KubernetesModel(
    ImmutableArray<DeploymentScope> Scopes,
    ImmutableArray<RejectedObject> RejectedObjects,
    ImmutableArray<NotAnalyzed> NotAnalyzed);
