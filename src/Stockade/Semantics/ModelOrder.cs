using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Semantics;

/// <summary>The order of the model's output, and the questions it answers besides the verdicts.</summary>
internal static class ModelOrder
{
    public static IEnumerable<Workload> Sort(ImmutableArray<Workload> workloads) =>
        workloads.OrderBy(static item => item.Id, StringComparer.Ordinal).ThenBy(static item => item.Object.NameLocation, SourceLocationComparer.Instance);

    /// <summary>The policies that exist: one the API server refuses does not.</summary>
    public static IEnumerable<NetworkPolicy> Sort(ImmutableArray<NetworkPolicy> policies) =>
        policies.Where(static item => !item.IsRejected)
            .OrderBy(static item => item.Id, StringComparer.Ordinal)
            .ThenBy(static item => item.Object.NameLocation, SourceLocationComparer.Instance);

    public static IEnumerable<ManagedCluster> Sort(ImmutableArray<ManagedCluster> clusters) => clusters.OrderBy(static item => item.Id, StringComparer.Ordinal);

    /// <summary>For each policy of a scope the ids of the workloads it certainly selects.</summary>
    public static ILookup<NetworkPolicy, string> FindSelected(DeploymentScope scope)
    {
        var byNamespace = Sort(scope.Workloads).ToLookup(static item => item.Namespace, StringComparer.Ordinal);
        return scope.Policies
            .SelectMany(policy => byNamespace[policy.Namespace]
                .Where(workload => policy.PodSelector.Matches(workload.PodLabels) == Truth.True)
                .Select(workload => (Policy: policy, workload.Id)))
            .ToLookup<(NetworkPolicy Policy, string Id), NetworkPolicy, string>(static pair => pair.Policy, static pair => pair.Id, ReferenceEqualityComparer.Instance);
    }
}
