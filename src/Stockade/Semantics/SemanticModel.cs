using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics;

/// <summary>Everything the files say, ready to be asked. Immutable; verdicts are computed when first asked for.</summary>
internal sealed class SemanticModel
{
    private readonly ConcurrentDictionary<DeploymentScope, Reachability> _reachability = new(ReferenceEqualityComparer.Instance);

    public ImmutableArray<SyntaxError> SyntaxErrors { get; init; } = [];

    public ImmutableArray<AzureCommand> Commands { get; init; } = [];

    /// <summary>Runs of az that stand in a script and never come.</summary>
    public ImmutableArray<UnreachedCommand> UnreachedCommands { get; init; } = [];

    public ImmutableArray<ManagedCluster> Clusters { get; init; } = [];

    /// <summary>Jobs on hosted machines that talk to a private cluster.</summary>
    public ImmutableArray<PrivateClusterUse> PrivateClusterUses => AzureCli.PrivateClusterUses.Find(Jobs, Clusters);

    /// <summary>The jobs of workflows and pipelines, in the order of their files.</summary>
    public ImmutableArray<HostedJob> Jobs { get; init; } = [];

    public ImmutableArray<DeploymentScope> Scopes { get; init; } = [];

    /// <summary>The names of all scopes, also where only one of them was asked for.</summary>
    public ImmutableArray<string> ScopeNames { get; init; } = [];

    /// <summary>Objects the API server would refuse, other than policies.</summary>
    public ImmutableArray<RejectedObject> RejectedObjects { get; init; } = [];

    /// <summary>The objects of the kinds that rules of the repository ask for.</summary>
    public ImmutableArray<AskedObject> AskedObjects { get; init; } = [];

    /// <summary>What a deployment may hold that was not looked at.</summary>
    public ImmutableArray<NotAnalyzed> NotAnalyzed { get; init; } = [];

    /// <summary>Where rendered manifests come from.</summary>
    public TemplateSources Templates { get; init; } = TemplateSources.None;

    /// <summary>The documents that were parsed.</summary>
    public ImmutableArray<YamlDocument> Documents { get; init; } = [];

    /// <summary>The comments, of manifests and of scripts, that may hold a suppression.</summary>
    public ImmutableArray<SourceLocation> Comments { get; init; } = [];

    /// <summary>What the policies of the scope decide that its cluster's engine reads: all of them, with Kubernetes' own semantics, where no engine is known.</summary>
    public WorkloadVerdicts GetPolicyVerdicts(DeploymentScope scope, Workload workload) =>
        IncompleteScope.Weaken(ReachabilityOf(scope).Evaluate(workload), scope, workload);

    /// <summary>The policies that certainly select the workload and have effect in the direction, in file order.</summary>
    public ImmutableArray<Policy> GetSelectingPolicies(DeploymentScope scope, Workload workload, TrafficDirection direction) =>
        ReachabilityOf(scope).GetSelectingPolicies(workload, direction);

    /// <summary>The workloads that a policy certainly selects and governs. None where the policy is rejected.</summary>
    public ImmutableArray<Workload> GetSelectedWorkloads(DeploymentScope scope, Policy policy) =>
        [.. ReachabilityOf(scope).GetSelectedWorkloads(policy)];

    /// <summary>The ids of the workloads that a policy certainly selects, whether or not it says anything about them, in order.</summary>
    public ImmutableArray<string> GetSelectedIds(DeploymentScope scope, Policy policy) =>
        [.. ModelOrder.Sort([.. ReachabilityOf(scope).GetMatchedWorkloads(policy)]).Select(static workload => workload.Id)];

    /// <summary>Whether a policy certainly selects the workload so that what none allows is denied.</summary>
    public bool IsIsolated(DeploymentScope scope, Workload workload, TrafficDirection direction) => ReachabilityOf(scope).IsIsolated(workload, direction);

    /// <summary>Whether policies let the workload connect to one port of an address outside the cluster.</summary>
    public Truth Reaches(DeploymentScope scope, Workload workload, IPAddress address, Protocol protocol, int port) =>
        ReachabilityOf(scope).Reaches(workload, address, protocol, port);

    /// <summary>The verdicts in the scope's cluster: host network, the metadata restriction and a missing engine come before any policy.</summary>
    public WorkloadVerdicts GetVerdicts(DeploymentScope scope, Workload workload) =>
        ClusterVerdicts.Compose(GetPolicyVerdicts(scope, workload), scope.Cluster);

    /// <summary>Whether any source may connect to a port of the workload that the service leads to.</summary>
    public Truth AdmitsWorld(DeploymentScope scope, Workload workload, KubernetesService service)
    {
        var verdict = GetVerdicts(scope, workload).Ingress;
        if (verdict.Answer != IngressExposure.OpenWorld)
            return verdict.Answer == IngressExposure.Unknown ? Truth.Unknown : Truth.False;
        if (verdict.Reason != VerdictReason.AllowedByRule)
            return Truth.True;

        // Open on some port: the service may lead to another one.
        return service.Ports.Any(port => port.NumberOn(workload) is { } number && ReachabilityOf(scope).AdmitsWorld(workload, port.Protocol, number))
            ? Truth.True
            : Truth.False;
    }

    private Reachability ReachabilityOf(DeploymentScope scope) => _reachability.GetOrAdd(scope, static key => new Reachability(key));
}
