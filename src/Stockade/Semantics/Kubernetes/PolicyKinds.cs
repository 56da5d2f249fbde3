namespace Stockade.Semantics.Kubernetes;

/// <summary>The kinds of objects that say who may talk to whom.</summary>
[Flags]
internal enum PolicyKinds
{
    None = 0,

    /// <summary>NetworkPolicy in networking.k8s.io.</summary>
    NetworkPolicy = 1,
    AdminNetworkPolicy = 1 << 1,
    BaselineAdminNetworkPolicy = 1 << 2,
    ClusterNetworkPolicy = 1 << 3,
    CiliumNetworkPolicy = 1 << 4,
    CiliumClusterwideNetworkPolicy = 1 << 5,

    /// <summary>NetworkPolicy in projectcalico.org.</summary>
    CalicoNetworkPolicy = 1 << 6,
    GlobalNetworkPolicy = 1 << 7,

    /// <summary>The staged kinds of Calico, which only count what they would do.</summary>
    StagedCalico = 1 << 8,

    /// <summary>The three kinds of policy.networking.k8s.io.</summary>
    ClusterScopedApi = AdminNetworkPolicy | BaselineAdminNetworkPolicy | ClusterNetworkPolicy,
    Cilium = CiliumNetworkPolicy | CiliumClusterwideNetworkPolicy,
    Calico = CalicoNetworkPolicy | GlobalNetworkPolicy | StagedCalico,
    All = NetworkPolicy | ClusterScopedApi | Cilium | Calico,
}
