using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// The orders in which clauses may be asked. Which of two policies of one tier and one priority goes first is not always defined
/// (network-policy-api, ClusterNetworkPolicySpec.Priority), so every order is tried.
/// </summary>
internal static class ClauseOrders
{
    private const int MaxOrders = 24;

    /// <summary>The possible orders of clauses given by index, in ascending order; null where there are too many.</summary>
    public static ImmutableArray<ImmutableArray<int>>? Of(ImmutableArray<int> clauses, ImmutableArray<PolicyEntry> entries, TrafficDirection direction)
    {
        if (FindUnplaced(clauses, entries) is not null)
            return null;
        ImmutableArray<ImmutableArray<int>> orders = [[]];
        foreach (var group in Groups(clauses, entries))
        {
            var choices = IsDefined(group, entries, direction) ? [[.. group]] : Permutations(Units(group, entries))?.RemoveAll(choice => !KeepsOrder(choice, entries));
            if (choices is null || orders.Length * choices.Value.Length > MaxOrders)
                return null;
            orders = [.. from order in orders from choice in choices.Value select order.AddRange(choice)];
        }

        return orders;
    }

    /// <summary>Two policies of which it is not defined which goes first, where that may matter.</summary>
    public static (Policy First, Policy Second)? FindTie(ImmutableArray<int> clauses, ImmutableArray<PolicyEntry> entries, TrafficDirection direction) =>
        Groups(clauses, entries).FirstOrDefault(group => !IsDefined(group, entries, direction)) is { } tie
        && Units(tie, entries).Zip(Units(tie, entries).Skip(1)).FirstOrDefault(pair => !SurelyPrecedes(pair.First, pair.Second, entries)) is { First: not null } pair
            ? (entries[pair.First[^1]].Policy, entries[pair.Second[0]].Policy)
            : null;

    /// <summary>A policy whose tier stands nobody knows where, beside policies of other tiers.</summary>
    public static PolicyEntry? FindUnplaced(ImmutableArray<int> clauses, ImmutableArray<PolicyEntry> entries) =>
        clauses.Select(clause => entries[clause].Tier).Distinct().Skip(1).Any()
            ? clauses.Select(clause => entries[clause]).FirstOrDefault(static entry => !entry.Tier.IsKnown)
            : null;

    /// <summary>Neighbours that are equal in rank. One whose priority cannot be read may stand anywhere in its tier.</summary>
    private static IEnumerable<List<int>> Groups(ImmutableArray<int> clauses, ImmutableArray<PolicyEntry> entries)
    {
        var unplaced = clauses.Where(clause => entries[clause].Policy.Priority is null).Select(clause => entries[clause].Tier).ToHashSet();
        return clauses
            .GroupBy(clause => (entries[clause].Tier, unplaced.Contains(entries[clause].Tier) ? null : entries[clause].Policy.Priority))
            .Select(static group => group.ToList());
    }

    /// <summary>The clauses that stay together: of one policy, and of all those among which order does not matter.</summary>
    private static ImmutableArray<List<int>> Units(List<int> group, ImmutableArray<PolicyEntry> entries) =>
        [.. group.GroupBy(clause => entries[clause].Policy.IsOrdered ? entries[clause].Policy : null, ReferenceEqualityComparer.Instance).Select(static unit => unit.ToList())];

    private static bool IsDefined(List<int> group, ImmutableArray<PolicyEntry> entries, TrafficDirection direction)
    {
        if (group.Count == 1 || ActionsOf(group, entries, direction).Distinct().Count() <= 1)
            return true;
        var units = Units(group, entries);
        return units.Zip(units.Skip(1)).All(pair => SurelyPrecedes(pair.First, pair.Second, entries));
    }

    private static bool SurelyPrecedes(List<int> first, List<int> second, ImmutableArray<PolicyEntry> entries) =>
        first.All(one => second.All(other => entries[one].Policy.SurelyPrecedes(entries[other].Policy)));

    private static bool KeepsOrder(ImmutableArray<int> order, ImmutableArray<PolicyEntry> entries)
    {
        for (var first = 0; first < order.Length; first++)
        {
            for (var second = first + 1; second < order.Length; second++)
            {
                if (entries[order[second]].Policy.SurelyPrecedes(entries[order[first]].Policy))
                    return false;
            }
        }

        return true;
    }

    private static IEnumerable<TierAction> ActionsOf(List<int> group, ImmutableArray<PolicyEntry> entries, TrafficDirection direction) =>
        group.SelectMany(clause => entries[clause].Clause.Section(direction)?.Rules ?? []).Select(static rule => rule.Action);

    private static ImmutableArray<ImmutableArray<int>>? Permutations(ImmutableArray<List<int>> units)
    {
        // Four have 24.
        if (units.Length > 4)
            return null;
        ImmutableArray<ImmutableArray<List<int>>> result = [[]];
        foreach (var unit in units)
            result = [.. from order in result from at in Enumerable.Range(0, order.Length + 1) select order.Insert(at, unit)];
        return [.. result.Select(static order => order.SelectMany(static unit => unit).ToImmutableArray())];
    }
}
