using System.Collections.Frozen;
using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// A policy engine that is installed into a cluster like any other software, beside what AKS offers. Whether it works there is not told
/// by the files, so a cluster without an engine of AKS' becomes one whose engine is unknown.
/// </summary>
internal static class InstalledEngines
{
    // What the projects call the manifests they publish (docs.tigera.io, github.com/Azure/azure-container-networking/tree/master/npm,
    // antrea.io/docs, kube-router.io/docs, github.com/weaveworks/weave).
    private static readonly FrozenSet<string> s_manifests = FrozenSet.ToFrozenSet(
    [
        "antrea", "antrea-aks", "azure-npm", "calico", "calico-etcd", "calico-policy-only", "calico-typha", "calico-vxlan", "canal", "cilium", "kube-router", "quick-install",
        "tigera-operator", "weave-net",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_charts = FrozenSet.ToFrozenSet(["antrea", "calico", "cilium", "kube-router", "tigera-operator"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_agents = FrozenSet.ToFrozenSet(
        ["antrea-agent", "azure-npm", "calico-node", "canal", "cilium", "kube-router", "weave-net"], StringComparer.Ordinal);

    /// <summary>True for a manifest, by its path or address, that installs an engine.</summary>
    public static bool IsManifest(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var query = name.IndexOf('?', StringComparison.Ordinal);
        name = query < 0 ? name : name[..query];
        var dot = name.LastIndexOf('.');
        return dot > 0 && name[dot..] is ".yaml" or ".yml" && (s_manifests.Contains(name[..dot])
            || name.Contains("kuberouter", StringComparison.OrdinalIgnoreCase) || name.StartsWith("weave-daemonset", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True for a chart, by its reference, path or archive, that installs an engine.</summary>
    public static bool IsChart(string reference)
    {
        var name = reference.TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..];

        // An archive carries the version: tigera-operator-v3.29.0.tgz.
        return s_charts.Contains(name) || (name.EndsWith(".tgz", StringComparison.Ordinal) && s_charts.Any(chart => name.StartsWith(chart + "-", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The clusters with what scripts and manifests install into them.</summary>
    public static KubernetesModel Apply(KubernetesModel model, ImmutableArray<RunDeployments> runs, ClusterIndex clusters)
    {
        var installed = new Dictionary<ManagedCluster, SourceLocation>(ReferenceEqualityComparer.Instance);
        foreach (var run in runs)
        {
            foreach (var (target, command) in run.Engines)
            {
                // Where the script does not tell which cluster it talks to, each that it names may be it.
                foreach (var cluster in target is null ? run.Run.Commands.Select(clusters.Find) : [target.Cluster])
                {
                    if (cluster is not null)
                        installed.TryAdd(cluster, command);
                }
            }
        }

        foreach (var scope in model.Scopes)
        {
            if (scope.Cluster is { Engine: NetworkPolicyEngine.None } cluster && FindAgent(scope) is { } agent)
                installed.TryAdd(cluster, agent);
        }

        var changed = installed.Where(static item => item.Key.Engine is NetworkPolicyEngine.None)
            .Select(static item => KeyValuePair.Create(item.Key, With(item.Key, item.Value)))
            .ToDictionary<ManagedCluster, ManagedCluster>(ReferenceEqualityComparer.Instance);
        return changed.Count == 0 ? model with { Clusters = clusters.Clusters } : model with
        {
            Clusters = [.. clusters.Clusters.Select(Changed)],
            Scopes = [.. model.Scopes.Select(scope => scope.Cluster is { } cluster ? scope with { Cluster = Changed(cluster) } : scope)],
        };

        ManagedCluster Changed(ManagedCluster cluster) => changed.GetValueOrDefault(cluster, cluster);
    }

    private static ManagedCluster With(ManagedCluster cluster, SourceLocation cause) =>
        cluster with { State = cluster.State with { Engine = NetworkPolicyEngine.Unknown, EngineCause = cause } };

    private static SourceLocation? FindAgent(DeploymentScope scope) =>
        scope.Workloads.FirstOrDefault(static workload => workload.Object is { Kind: "DaemonSet" } && s_agents.Contains(workload.Object.Name))?.Object.NameLocation;
}
