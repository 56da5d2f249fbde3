using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>Pods by what is asked of their namespace and of themselves.</summary>
internal sealed record PodAlternative(ImmutableArray<LabelRequirement> Namespace, ImmutableArray<LabelRequirement> Pod);
