using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>An object other than a policy that the API server would refuse: it counts as absent.</summary>
internal sealed record RejectedObject(KubernetesObject Object, ImmutableArray<PolicyRejection> Rejections);
