using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A group of peers that Cilium knows by a name.</summary>
internal sealed record CiliumEntity(string Name, AddressSet Addresses, bool NamesPods, PeerEntities Entities);
