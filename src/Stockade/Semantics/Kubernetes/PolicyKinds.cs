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

    /// <summary>The three kinds of policy.networking.k8s.io.</summary>
    ClusterScopedApi = AdminNetworkPolicy | BaselineAdminNetworkPolicy | ClusterNetworkPolicy,
    Cilium = CiliumNetworkPolicy | CiliumClusterwideNetworkPolicy,
    All = NetworkPolicy | ClusterScopedApi | Cilium,
}
