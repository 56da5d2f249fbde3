using System.Collections.Concurrent;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Selectors that ask for no label, only against some: which of them a label rules out is one set of bits for each key and value, so a workload
/// takes a few unions instead of a look at every selector.
/// </summary>
internal sealed class ExclusionIndex
{
    /// <summary>Sets beyond are made anew each time; each takes a bit for every selector.</summary>
    private const int MaxKept = 20_000;
    private const int WordBits = 64;

    private readonly List<int> _entries = [];
    private readonly Dictionary<string, List<(int Position, LabelRequirement Requirement)>> _byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Key, string? Value), ulong[]> _excluded = new();

    public void Add(int entry, LabelSelector selector)
    {
        foreach (var requirement in selector.Requirements.Where(static requirement => !requirement.IsPartlyUnknown))
        {
            if (!_byKey.TryGetValue(requirement.Key, out var requirements))
                _byKey[requirement.Key] = requirements = [];
            requirements.Add((_entries.Count, requirement));
        }

        _entries.Add(entry);
    }

    /// <summary>The entries whose selectors no known label rules out.</summary>
    public IEnumerable<int> Find(LabelSet labels)
    {
        var excluded = new ulong[(_entries.Count + WordBits - 1) / WordBits];
        foreach (var key in _byKey.Keys)
        {
            var isPresent = labels.Labels.TryGetValue(key, out var value);
            if (isPresent ? value is null : labels.IsOpen)
                continue;
            var more = ExcludedBy(key, value);
            for (var word = 0; word < excluded.Length; word++)
                excluded[word] |= more[word];
        }

        for (var position = 0; position < _entries.Count; position++)
        {
            if ((excluded[position / WordBits] & (1UL << (position % WordBits))) == 0)
                yield return _entries[position];
        }
    }

    private ulong[] ExcludedBy(string key, string? value)
    {
        if (_excluded.TryGetValue((key, value), out var known))
            return known;
        var labels = value is null ? LabelSet.Empty : new LabelSet(LabelSet.Empty.Labels.Add(key, value));
        var excluded = new ulong[(_entries.Count + WordBits - 1) / WordBits];
        foreach (var (position, requirement) in _byKey[key])
        {
            if (requirement.Matches(labels) == Truth.False)
                excluded[position / WordBits] |= 1UL << (position % WordBits);
        }

        if (_excluded.Count < MaxKept)
            _excluded.TryAdd((key, value), excluded);
        return excluded;
    }
}
