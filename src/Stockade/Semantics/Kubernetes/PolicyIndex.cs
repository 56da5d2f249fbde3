using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// The clauses that may govern the pods of one namespace, found by the labels they select without looking at each. They stand in the order in which
/// they are asked: by tier and priority, then as the files give them.
/// </summary>
internal sealed class PolicyIndex
{
    private readonly Dictionary<(string Key, string Value), List<int>> _byLabel = [];
    private readonly Dictionary<string, List<int>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _byPresence = new(StringComparer.Ordinal);
    private readonly ExclusionIndex _unindexed = new();
    private readonly Dictionary<string, HashSet<string>> _mentioned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _patterned = new(StringComparer.Ordinal);
    private readonly ImmutableArray<int> _all;

    public PolicyIndex(IEnumerable<PolicyEntry> entries)
    {
        Entries = [.. entries
            .OrderBy(static entry => entry.Tier.Order)
            .ThenBy(static entry => entry.Tier.Name, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Policy.Priority ?? double.PositiveInfinity)
            .ThenBy(static entry => entry.Policy.OrderName, StringComparer.Ordinal)];
        _all = [.. Enumerable.Range(0, Entries.Length)];
        foreach (var index in _all)
            Add(index);
    }

    public ImmutableArray<PolicyEntry> Entries { get; }

    /// <summary>The clauses that select the labels and have the direction, certainly or perhaps.</summary>
    public PolicySelection Select(LabelSet labels, TrafficDirection direction)
    {
        var certain = ImmutableArray.CreateBuilder<int>();
        var possible = ImmutableArray.CreateBuilder<int>();
        foreach (var index in CandidatesFor(labels))
        {
            var entry = Entries[index];
            if (entry.Clause.Section(direction) is not { } section)
                continue;
            var matches = entry.Clause.Pods.Matches(labels);
            if (matches == Truth.True && entry.Applies == Truth.True && !section.IsUnknown)
                certain.Add(index);
            else if (matches != Truth.False)
                possible.Add(index);
        }

        return new PolicySelection(certain.DrainToImmutable(), possible.DrainToImmutable());
    }

    /// <summary>The label keys that selectors name, each with the values they name for it.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Mentioned => _mentioned;

    /// <summary>The keys of which selectors ask for a part of the value, so values that none of them names may differ.</summary>
    public IReadOnlySet<string> Patterned => _patterned;

    private void Add(int index)
    {
        foreach (var requirement in Entries[index].Clause.Pods.Requirements)
        {
            if (!_mentioned.TryGetValue(requirement.Key, out var values))
                _mentioned[requirement.Key] = values = new HashSet<string>(StringComparer.Ordinal);
            if (requirement.Operator.IsPattern())
                _patterned.Add(requirement.Key);
            else
                values.UnionWith(requirement.Values.OfType<string>());
        }

        var indexed = Entries[index].Clause.Pods.Requirements.FirstOrDefault(
            static requirement => requirement.Operator == LabelOperator.In && !requirement.IsPartlyUnknown);
        if (indexed is null)
        {
            var present = Entries[index].Clause.Pods.Requirements.FirstOrDefault(
                static requirement => requirement.Operator == LabelOperator.Exists && !requirement.IsUnknown);
            if (present is null)
                _unindexed.Add(index, Entries[index].Clause.Pods);
            else
                Append(_byPresence, present.Key, index);
            return;
        }

        Append(_byKey, indexed.Key, index);
        foreach (var value in indexed.Values.Distinct(StringComparer.Ordinal))
            Append(_byLabel, (indexed.Key, value!), index);
    }

    private static void Append<TKey>(Dictionary<TKey, List<int>> lists, TKey key, int index)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(index);
    }

    private IEnumerable<int> CandidatesFor(LabelSet labels)
    {
        if (labels.IsOpen)
            return _all;
        var candidates = new List<int>(_unindexed.Find(labels));
        foreach (var (key, value) in labels.Labels)
        {
            if (value is null ? _byKey.TryGetValue(key, out var list) : _byLabel.TryGetValue((key, value), out list))
                candidates.AddRange(list);
            if (_byPresence.TryGetValue(key, out var present))
                candidates.AddRange(present);
        }

        candidates.Sort();
        return candidates;
    }
}
