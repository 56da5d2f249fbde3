using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Says of Services whether their endpoints are pods.</summary>
internal sealed class ServiceCatalog(ImmutableArray<KubernetesService> services)
{
    private readonly ILookup<(string Namespace, string Name), KubernetesService> _services =
        services.ToLookup(static service => (service.Object.Namespace, service.Object.Name));

    /// <summary>
    /// Without a selector the endpoints are whatever addresses someone writes. The API server keeps those of its own Service, and the cluster's DNS
    /// has pods.
    /// </summary>
    public bool MayBeAnyAddress(ServiceReference reference)
    {
        if (reference is { Namespace: "default", Name: "kubernetes" } or { Namespace: "kube-system", Name: "kube-dns" })
            return false;
        var found = _services[(reference.Namespace, reference.Name)].ToImmutableArray();
        return found.IsEmpty || found.Any(static service => service.Selector.IsEmpty || service.Selector.IsPartlyUnknown);
    }
}
