using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using SemanticModel = Stockade.Semantics.SemanticModel;

namespace Stockade.Analysis;

/// <summary>Which verdicts a change brought and took away, by the ids of workloads and clusters.</summary>
internal sealed record RevisionChanges(string Revision)
{
    public ImmutableArray<string> NewlyReachable { get; private init; } = [];

    /// <summary>Workloads that are gone are among them.</summary>
    public ImmutableArray<string> NoLongerReachable { get; private init; } = [];

    public ImmutableArray<string> NewlyPublic { get; private init; } = [];

    public static RevisionChanges Between(string revision, SemanticModel before, SemanticModel after)
    {
        var (reachableBefore, reachableAfter) = (ReachableWorkloads(before), ReachableWorkloads(after));
        return new RevisionChanges(revision)
        {
            NewlyReachable = [.. reachableAfter.Except(reachableBefore, StringComparer.Ordinal)],
            NoLongerReachable = [.. reachableBefore.Except(reachableAfter, StringComparer.Ordinal)],
            NewlyPublic = [.. PublicClusters(after).Except(PublicClusters(before), StringComparer.OrdinalIgnoreCase)],
        };
    }

    private static SortedSet<string> ReachableWorkloads(SemanticModel model) => new(
        from scope in model.Scopes
        from workload in scope.Workloads
        where model.GetVerdicts(scope, workload).Imds.Answer == ImdsReachability.Reachable
        select workload.Id,
        StringComparer.Ordinal);

    private static SortedSet<string> PublicClusters(SemanticModel model) =>
        new(model.Clusters.Where(static cluster => cluster.ApiServer == ApiServerExposure.Public).Select(static cluster => cluster.Id), StringComparer.OrdinalIgnoreCase);
}
