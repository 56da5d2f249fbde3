using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>A rule, and which of the policy's pods it is about; null for all of them.</summary>
internal sealed record CalicoRule(PolicyRule Rule, ImmutableArray<PodAlternative>? Subjects);
