using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes.Calico;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Objects that could live in one cluster together. Every verdict belongs to a scope.</summary>
internal sealed record DeploymentScope
{
    public required string Name { get; init; }

    public required ScopeKind Kind { get; init; }

    public required string Root { get; init; }

    /// <summary>Why this scope exists, in words.</summary>
    public required string Because { get; init; }

    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The kustomizations that make the scope, from its root to its bases.</summary>
    public ImmutableArray<string> Chain { get; init; } = [];

    /// <summary>How much of what is deployed is known.</summary>
    public ScopeCompleteness Completeness { get; init; }

    /// <summary>Where policies may be in effect that are not known.</summary>
    public ImmutableArray<PolicyDoubt> Doubts { get; init; } = [];

    public ManagedCluster? Cluster { get; init; }

    /// <summary>Why the objects go to this cluster, or why none is known, in words.</summary>
    public string ClusterBecause { get; init; } = string.Empty;

    /// <summary>Which policies have effect: where no cluster is known, all.</summary>
    public PolicyEnforcement Enforcement => PolicyEnforcement.By(Cluster?.Engine ?? NetworkPolicyEngine.Unknown);

    public ImmutableArray<KubernetesNamespace> Namespaces { get; init; } = [];

    public ImmutableArray<Workload> Workloads { get; init; } = [];

    public ImmutableArray<Policy> Policies { get; init; } = [];

    public ImmutableArray<KubernetesService> Services { get; init; } = [];

    /// <summary>The tiers of Calico that are declared here.</summary>
    public ImmutableArray<CalicoTier> Tiers { get; init; } = [];

    public ImmutableArray<NetworkSet> NetworkSets { get; init; } = [];

    /// <summary>The objects that policies refer to and that do nothing alone.</summary>
    public IEnumerable<KubernetesObject> PolicyReferences => Tiers.Select(static tier => tier.Object).Concat(NetworkSets.Select(static set => set.Object));
}
