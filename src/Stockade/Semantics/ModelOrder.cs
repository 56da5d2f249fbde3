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
    public static IEnumerable<Policy> Sort(ImmutableArray<Policy> policies) =>
        policies.Where(static item => !item.IsRejected)
            .OrderBy(static item => item.Id, StringComparer.Ordinal)
            .ThenBy(static item => item.Object.NameLocation, SourceLocationComparer.Instance);

    public static IEnumerable<ManagedCluster> Sort(ImmutableArray<ManagedCluster> clusters) => clusters.OrderBy(static item => item.Id, StringComparer.Ordinal);
}
