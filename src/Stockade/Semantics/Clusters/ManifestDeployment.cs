using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// A <c>kubectl apply</c> or <c>helm install</c> with the credentials of a cluster. <see cref="Cluster"/> is null where the files do not
/// define that cluster, <see cref="ClusterName"/> names it.
/// </summary>
/// <param name="Command">Where it is run.</param>
/// <param name="Paths">The paths it may mean, from the root of the run; empty for the root.</param>
/// <param name="IsKustomization">True for <c>-k</c>: one folder is meant, not what lies under it.</param>
internal sealed record ManifestDeployment(
    ManagedCluster? Cluster, string ClusterName, SourceLocation Command, ImmutableArray<string> Paths, bool IsKustomization);
