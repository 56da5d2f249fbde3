namespace Stockade.Semantics.Kubernetes;

/// <summary>Who is neither a pod nor outside the cluster; Cilium tells them apart (docs.cilium.io, entities).</summary>
[Flags]
internal enum PeerEntities
{
    None = 0,
    Host = 1,
    RemoteNode = 1 << 1,
    KubeApiserver = 1 << 2,
    Ingress = 1 << 3,
    Init = 1 << 4,
    Health = 1 << 5,
    Unmanaged = 1 << 6,
    All = Host | RemoteNode | KubeApiserver | Ingress | Init | Health | Unmanaged,
}
