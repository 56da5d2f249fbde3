using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>The objects of a scope that policies refer to.</summary>
internal sealed record ScopeCatalogs(NamespaceCatalog Namespaces, ServiceCatalog Services, NetworkSetCatalog Sets)
{
    public static ScopeCatalogs Empty { get; } = new(new NamespaceCatalog([]), new ServiceCatalog([]), new NetworkSetCatalog([], []));
}
