using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>The entities of Cilium's policies (docs.cilium.io, Layer 3 policies, entities based).</summary>
internal static class CiliumEntities
{
    private static readonly PeerEntities s_nodes = PeerEntities.Host | PeerEntities.RemoteNode;

    /// <summary>The entity of a name; null where there is none of that name.</summary>
    public static CiliumEntity? Find(string name) => name switch
    {
        "all" => new CiliumEntity(name, AddressSet.Everything, NamesPods: true, PeerEntities.All),
        "world" => new CiliumEntity(name, AddressSet.Everything, NamesPods: false, PeerEntities.None),
        "world-ipv4" => new CiliumEntity(name, AddressSet.Everything with { IPv6 = [] }, NamesPods: false, PeerEntities.None),
        "world-ipv6" => new CiliumEntity(name, AddressSet.Everything with { IPv4 = [] }, NamesPods: false, PeerEntities.None),
        "cluster" => new CiliumEntity(name, AddressSet.Empty, NamesPods: true, PeerEntities.All),
        "host" => Reserved(name, PeerEntities.Host),
        "remote-node" => Reserved(name, PeerEntities.RemoteNode),
        "kube-apiserver" => Reserved(name, PeerEntities.KubeApiserver),
        "ingress" => Reserved(name, PeerEntities.Ingress),
        "init" => Reserved(name, PeerEntities.Init),
        "health" => Reserved(name, PeerEntities.Health),
        "unmanaged" => Reserved(name, PeerEntities.Unmanaged),
        "none" => Reserved(name, PeerEntities.None),
        _ => null,
    };

    public static PolicyPeer Apply(CiliumEntity entity, PolicyPeer peer) => peer with
    {
        Addresses = entity.Addresses,
        Entities = entity.Entities,
        NamespaceSelector = entity.NamesPods ? LabelSelector.Everything : null,
        Phrase = $"entity '{entity.Name}'",
    };

    public static PolicyPeer Nodes(PolicyPeer peer) => peer with { Entities = s_nodes };

    private static CiliumEntity Reserved(string name, PeerEntities entities) => new(name, AddressSet.Empty, NamesPods: false, entities);
}
