using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>Says where the tiers of a scope stand. One that no file declares is somewhere in the cluster.</summary>
internal sealed class TierCatalog
{
    private readonly Dictionary<string, TierPlace> _places = new(StringComparer.Ordinal);

    public TierCatalog(ImmutableArray<CalicoTier> tiers)
    {
        foreach (var tier in tiers)
            _places[tier.Object.Name] = tier.Place;
    }

    public TierPlace Find(string name) =>
        TierPlace.FindBuiltIn(name)
        ?? _places.GetValueOrDefault(name)
        ?? new TierPlace(double.PositiveInfinity, name, Truth.Unknown) { IsKnown = false };
}
