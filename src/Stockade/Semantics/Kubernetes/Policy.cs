using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// A policy of any kind, as the API server would store it. A rejected object has <see cref="Rejections"/> and counts as absent. What it does
/// is in its clauses, in terms that are the same for every kind.
/// </summary>
internal abstract record Policy
{
    /// <summary>Where Calico puts NetworkPolicy in its tier.</summary>
    private const double NetworkPolicyPriority = 1000;

    public required KubernetesObject Object { get; init; }

    public ImmutableArray<PolicyRejection> Rejections { get; init; } = [];

    public bool IsRejected => !Rejections.IsEmpty;

    public string Id => Object.Id;

    public string Name => Object.Name;

    /// <summary>Empty for a policy of the whole cluster.</summary>
    public string Namespace => Object.Namespace;

    public abstract PolicyKinds Kind { get; }

    /// <summary>The tier it stands in.</summary>
    public virtual string TierName => TierPlace.Default.Name;

    /// <summary>The place within the tier, lower first; null where it cannot be read.</summary>
    public virtual double? Priority => NetworkPolicyPriority;

    /// <summary>What decides between policies of one priority, where anything does.</summary>
    public virtual string OrderName => string.Empty;

    /// <summary>Its rules are asked in order. Without, denials go first and the rest adds up.</summary>
    public virtual bool IsOrdered => true;

    public abstract ImmutableArray<PolicyClause> ClausesIn(NetworkPolicyDialect dialect);

    /// <summary>Whether it is asked before another of its tier for certain.</summary>
    public virtual bool SurelyPrecedes(Policy other) => Priority < other.Priority;
}
