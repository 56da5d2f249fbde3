using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// A policy of any kind, as the API server would store it. A rejected object has <see cref="Rejections"/> and counts as absent. What it does
/// is in its clauses, in terms that are the same for every kind.
/// </summary>
internal abstract record Policy
{
    public required KubernetesObject Object { get; init; }

    public ImmutableArray<PolicyRejection> Rejections { get; init; } = [];

    public bool IsRejected => !Rejections.IsEmpty;

    public string Id => Object.Id;

    public string Name => Object.Name;

    /// <summary>Empty for a policy of the whole cluster.</summary>
    public string Namespace => Object.Namespace;

    public abstract PolicyKinds Kind { get; }

    public virtual TierRank Tier => TierRank.NetworkPolicy;

    /// <summary>The place within the tier, lower first; null where it cannot be read. Where order does not matter it is zero.</summary>
    public virtual int? Priority => 0;

    public abstract ImmutableArray<PolicyClause> ClausesIn(NetworkPolicyDialect dialect);
}
