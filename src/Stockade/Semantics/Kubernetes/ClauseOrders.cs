using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// The orders in which clauses may be asked. Which of two policies of one tier and one priority goes first is not defined
/// (network-policy-api, ClusterNetworkPolicySpec.Priority), so every order is tried.
/// </summary>
internal static class ClauseOrders
{
    private const int MaxOrders = 24;

    /// <summary>The possible orders of clauses given by index, in ascending order; null where there are too many.</summary>
    public static ImmutableArray<ImmutableArray<int>>? Of(ImmutableArray<int> clauses, ImmutableArray<PolicyEntry> entries, TrafficDirection direction)
    {
        ImmutableArray<ImmutableArray<int>> orders = [[]];
        foreach (var group in Groups(clauses, entries))
        {
            var choices = IsOrderFree(group, entries, direction) ? [[.. group]] : Permutations(group);
            choices = choices?.RemoveAll(choice => !KeepsPriorities(choice, entries));
            if (choices is null || orders.Length * choices.Value.Length > MaxOrders)
                return null;
            orders = [.. from order in orders from choice in choices.Value select order.AddRange(choice)];
        }

        return orders;
    }

    /// <summary>Two policies of which it is not defined which goes first, where that may matter.</summary>
    public static (Policy First, Policy Second)? FindTie(ImmutableArray<int> clauses, ImmutableArray<PolicyEntry> entries, TrafficDirection direction) =>
        Groups(clauses, entries).FirstOrDefault(group => !IsOrderFree(group, entries, direction)) is { } tie
            ? (entries[tie[0]].Policy, entries[tie[1]].Policy)
            : null;

    /// <summary>Neighbours that are equal in rank. One whose priority cannot be read may stand anywhere in its tier.</summary>
    private static IEnumerable<List<int>> Groups(ImmutableArray<int> clauses, ImmutableArray<PolicyEntry> entries)
    {
        var unplaced = clauses.Where(clause => entries[clause].Policy.Priority is null).Select(clause => entries[clause].Policy.Tier).ToHashSet();
        return clauses
            .GroupBy(clause => (entries[clause].Policy.Tier, unplaced.Contains(entries[clause].Policy.Tier) ? null : entries[clause].Policy.Priority))
            .Select(static group => group.ToList());
    }

    private static bool IsOrderFree(List<int> group, ImmutableArray<PolicyEntry> entries, TrafficDirection direction) =>
        group.Count == 1
        || entries[group[0]].Policy.Tier == TierRank.NetworkPolicy
        || group.Select(clause => entries[clause].Policy).Distinct<Policy>(ReferenceEqualityComparer.Instance).Count() == 1
        || ActionsOf(group, entries, direction).Distinct().Count() <= 1;

    private static bool KeepsPriorities(ImmutableArray<int> order, ImmutableArray<PolicyEntry> entries)
    {
        var priorities = order.Select(clause => entries[clause].Policy.Priority).OfType<int>().ToList();
        return priorities.SequenceEqual(priorities.Order());
    }

    private static IEnumerable<TierAction> ActionsOf(List<int> group, ImmutableArray<PolicyEntry> entries, TrafficDirection direction) =>
        group.SelectMany(clause => entries[clause].Clause.Section(direction)?.Rules ?? []).Select(static rule => rule.Action);

    private static ImmutableArray<ImmutableArray<int>>? Permutations(List<int> items)
    {
        // Four have 24.
        if (items.Count > 4)
            return null;
        ImmutableArray<ImmutableArray<int>> result = [[]];
        foreach (var item in items)
            result = [.. from order in result from at in Enumerable.Range(0, order.Length + 1) select order.Insert(at, item)];
        return result;
    }
}
