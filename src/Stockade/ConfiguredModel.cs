using System.Collections.Immutable;
using Stockade.Analysis.Configuration;
using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>What the configuration adds to the model: clusters that are made elsewhere, and scopes.</summary>
internal static class ConfiguredModel
{
    /// <summary>The clusters of the files and those of the configuration. What the files say of a cluster counts; the rest is filled in.</summary>
    public static ImmutableArray<ManagedCluster> Complete(ImmutableArray<ManagedCluster> clusters, ImmutableArray<ClusterConfiguration> configured)
    {
        var result = clusters.ToBuilder();
        foreach (var item in configured)
        {
            var known = result.FirstOrDefault(cluster => IsSame(cluster.Id, item.Id));
            if (known is null)
                result.Add(Create(item));
            else
                result[result.IndexOf(known)] = Fill(known, item);
        }

        return result.ToImmutable();
    }

    public static ImmutableArray<DeclaredScope> ScopesOf(RunConfiguration configuration) =>
    [
        .. configuration.Scopes.Select(scope =>
        {
            var (include, exclude) = (PathPatterns.Create(scope.Include), PathPatterns.Create(scope.Exclude));
            return new DeclaredScope(
                scope.Name,
                $"'{configuration.Path}' declares it",
                path => include.Matches(path) && !exclude.Matches(path));
        }),
    ];

    /// <summary>Scopes without a manifest and clusters that nobody declares: mistakes that only the whole model shows.</summary>
    public static ImmutableArray<ConfigurationProblem> Check(RunConfiguration configuration, SemanticModel model)
    {
        var problems = ImmutableArray.CreateBuilder<ConfigurationProblem>();
        foreach (var scope in configuration.Scopes)
        {
            if (!model.ScopeNames.Contains(scope.Name, StringComparer.Ordinal))
                problems.Add(new ConfigurationProblem(scope.Location, $"scope '{scope.Name}' has no manifest with a workload, a policy or a namespace"));
            if (scope.Cluster.Length == 0 || model.Clusters.Any(cluster => IsSame(cluster.Id, scope.Cluster)))
                continue;
            problems.Add(NoCluster(scope.Cluster, scope.ClusterLocation, model));
        }

        foreach (var set in configuration.Charts.SelectMany(static chart => chart.Values).Where(static set => set.Cluster.Length > 0))
        {
            if (!model.Clusters.Any(cluster => IsSame(cluster.Id, set.Cluster)))
                problems.Add(NoCluster(set.Cluster, set.ClusterLocation, model));
        }

        return problems.ToImmutable();
    }

    private static ConfigurationProblem NoCluster(string id, SourceLocation at, SemanticModel model)
    {
        var near = NearestSpelling.Find(id, model.Clusters.Select(static cluster => cluster.Id));
        var hint = near is null ? "one that is made elsewhere is declared under 'clusters'" : $"did you mean '{near}'?";
        return new ConfigurationProblem(at, $"there is no cluster '{id}'; {hint}");
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static ManagedCluster Create(ClusterConfiguration item)
    {
        var slash = item.Id.IndexOf('/', StringComparison.Ordinal);
        var cluster = new ManagedCluster
        {
            Id = item.Id,
            ResourceGroup = item.Id[..slash],
            Name = item.Id[(slash + 1)..],
            Location = item.Location,
            CommandLocation = item.Location,
        };
        return Fill(cluster, item);
    }

    private static ManagedCluster Fill(ManagedCluster cluster, ClusterConfiguration item)
    {
        if (cluster.Engine == NetworkPolicyEngine.Unknown && item.Engine != DeclaredEngine.Unknown)
            cluster = cluster with { State = cluster.State with { Engine = EngineOf(item.Engine), EngineCause = item.EngineLocation } };
        if (cluster.ImdsRestriction == ImdsRestriction.Unknown && item.ImdsRestriction != DeclaredImdsRestriction.Unknown)
        {
            var restriction = item.ImdsRestriction == DeclaredImdsRestriction.Enabled ? ImdsRestriction.On : ImdsRestriction.Off;
            cluster = cluster with { State = cluster.State with { Imds = restriction } };
        }

        if (cluster.ApiServer != ApiServerExposure.Unknown || item.ApiServer == DeclaredApiServer.Unknown)
            return cluster;
        var isPrivate = item.ApiServer == DeclaredApiServer.Private ? Truth.True : Truth.False;
        return cluster with
        {
            ApiServer = item.ApiServer switch
            {
                DeclaredApiServer.Private => ApiServerExposure.Private,
                DeclaredApiServer.Restricted => ApiServerExposure.Restricted,
                _ => ApiServerExposure.Public,
            },
            ApiServerCause = item.ApiServerLocation,
            State = cluster.State with { Private = isPrivate, PrivateCause = item.ApiServerLocation },
        };
    }

    private static NetworkPolicyEngine EngineOf(DeclaredEngine engine) => engine switch
    {
        DeclaredEngine.None => NetworkPolicyEngine.None,
        DeclaredEngine.Azure => NetworkPolicyEngine.Azure,
        DeclaredEngine.Calico => NetworkPolicyEngine.Calico,
        DeclaredEngine.Cilium => NetworkPolicyEngine.Cilium,
        DeclaredEngine.Byo => NetworkPolicyEngine.Byo,
        _ => NetworkPolicyEngine.Unknown,
    };
}
