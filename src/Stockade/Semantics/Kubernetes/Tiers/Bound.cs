namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>How what is unknown is read: so that as little, or as much, as possible may connect.</summary>
internal enum Bound
{
    Lower,
    Upper,
}
