namespace Stockade.Semantics.Kubernetes;

/// <summary>A clause among those that may govern the pods of a namespace. <see cref="Applies"/>: whether its kind is enforced and its namespaces include this one.</summary>
internal sealed record PolicyEntry(Policy Policy, PolicyClause Clause, Truth Applies)
{
    public TierPlace Tier { get; init; } = TierPlace.Default;

    /// <summary>Whether what no rule of the tier decides is denied to the pods that the clause selects.</summary>
    public Truth Isolates(TrafficDirection direction)
    {
        var isolates = Clause.Section(direction)?.Isolates ?? Truth.False;
        return Tier.Denies == Truth.False || isolates == Truth.False ? Truth.False
            : Tier.Denies == Truth.True && isolates == Truth.True ? Truth.True
            : Truth.Unknown;
    }
}
