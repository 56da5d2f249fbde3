using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>A NetworkSet or GlobalNetworkSet: addresses with labels. <see cref="IsPartlyUnknown"/>: some of its addresses cannot be read.</summary>
internal sealed record NetworkSet(KubernetesObject Object, LabelSet Labels, AddressSet Addresses)
{
    public bool IsPartlyUnknown { get; init; }
}
