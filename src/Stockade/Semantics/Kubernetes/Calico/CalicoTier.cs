namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>A Tier. Its order is infinite where none is given, and null where it cannot be read.</summary>
internal sealed record CalicoTier(KubernetesObject Object, double? Order, Truth Denies)
{
    public TierPlace Place => new(Order ?? double.PositiveInfinity, Object.Name, Denies) { IsKnown = Order is not null };
}
