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

    /// <summary>A tier that Calico makes itself has its own place, unless it is stored with another.</summary>
    public TierPlace Find(string name)
    {
        var given = _places.GetValueOrDefault(name);
        return TierPlace.FindBuiltIn(name) is { } builtIn
            ? given is { IsKnown: true } ? builtIn with { Order = given.Order } : builtIn
            : given ?? new TierPlace(double.PositiveInfinity, name, Truth.Unknown) { IsKnown = false };
    }
}
