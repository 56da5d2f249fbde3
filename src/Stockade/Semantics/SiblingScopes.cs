using Stockade.Semantics.Kubernetes;

namespace Stockade.Semantics;

/// <summary>Other overlays of the same base, and other values for the same chart: what becomes there of the same workload.</summary>
internal static class SiblingScopes
{
    public static IEnumerable<(DeploymentScope Scope, Workload Workload)> Find(SemanticModel model, DeploymentScope scope, Workload workload)
    {
        if (scope.Chain.IsEmpty)
            yield break;
        foreach (var other in model.Scopes)
        {
            if (ReferenceEquals(other, scope) || other.Kind != scope.Kind || (scope.Kind == ScopeKind.Chart && other.Root != scope.Root))
                continue;
            if (other.Workloads.FirstOrDefault(item => IsSame(item, workload)) is { } same)
                yield return (other, same);
        }
    }

    /// <summary>Written in the same place; helm may write it under another name for other values.</summary>
    private static bool IsSame(Workload left, Workload right)
    {
        var (one, other) = (left.Object.Node.Location, right.Object.Node.Location);
        if (left.Kind != right.Kind || one.Origin.Location.File.Path != other.Origin.Location.File.Path)
            return false;
        return one.File.Origins is null ? one.Span == other.Span : left.Name == right.Name || one.Origin.Location.Equals(other.Origin.Location);
    }
}
