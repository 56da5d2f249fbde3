using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// Says which cluster a scope goes to: the one that is declared for it, else the one its application names, else the one whose credentials are current where a script applies the
/// scope's files, else the only one there is. Where two are possible, none.
/// </summary>
internal static class ClusterBinding
{
    public static ImmutableArray<DeploymentScope> Bind(
        ImmutableArray<DeploymentScope> scopes, ClusterIndex clusters, ImmutableArray<RunDeployments> runs, BindingEvidence evidence)
    {
        var covered = new DeployedFiles(scopes);
        foreach (var deployment in runs.SelectMany(static run => run.Deployments))
            covered.Add(deployment);
        return [.. scopes.Select(scope => Bind(scope, clusters, covered, evidence.Declared))];
    }

    private static DeploymentScope Bind(
        DeploymentScope scope, ClusterIndex clusters, DeployedFiles covered, ImmutableDictionary<string, string> declared)
    {
        if (declared.TryGetValue(scope.Name, out var id))
        {
            return clusters.Find(id) is { } chosen
                ? scope with { Cluster = chosen, ClusterBecause = "it is declared for this scope" }
                : scope with { ClusterBecause = $"'{id}' is declared for this scope, and no file defines it" };
        }

        if (scope.Cluster is not null)
            return scope;

        var touching = covered.Of(scope);
        var targets = touching.Select(static deployment => deployment.Cluster?.Id ?? deployment.ClusterName).Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        if (targets.Length > 1)
            return scope with { ClusterBecause = $"its files are deployed to {string.Join(" and ", targets.Select(static name => $"'{name}'"))}" };
        if (touching is [var first, ..])
        {
            if (first.Cluster is not { } cluster)
                return scope with { ClusterBecause = $"{first.Command} deploys it to '{first.ClusterName}', which no file defines" };
            if (covered.AreAll(scope))
                return scope with { Cluster = cluster, ClusterBecause = $"{first.Command} deploys it with the credentials of this cluster" };
        }

        return clusters.Clusters switch
        {
            [var only] => scope with { Cluster = only, ClusterBecause = "no other cluster is defined" },
            [] => scope with { ClusterBecause = "no cluster is defined" },
            _ => scope with { ClusterBecause = "several clusters are defined, and no command says which one it goes to" },
        };
    }
}
