using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>A job on a machine of everybody's talks to the API server of a private cluster.</summary>
/// <param name="Job">The job.</param>
/// <param name="Tool">The first run of <c>kubectl</c> or <c>helm</c> that does.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Context">The command that made the cluster the current one: <c>az aks get-credentials</c>.</param>
internal sealed record PrivateClusterUse(HostedJob Job, CommandInvocation Tool, ManagedCluster Cluster, SourceLocation Context);
