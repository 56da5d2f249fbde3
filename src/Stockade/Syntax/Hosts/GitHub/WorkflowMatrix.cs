using System.Collections.Immutable;
using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts.GitHub;

/// <summary>The rounds of a matrix, by the rules of "Running variations of jobs in a workflow" (docs.github.com).</summary>
internal static class WorkflowMatrix
{
    // What GitHub allows.
    private const int MaxRounds = 256;

    private static readonly ImmutableDictionary<string, YamlNode?> s_empty = ImmutableDictionary.Create<string, YamlNode?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every axis and every object is written out.</summary>
    public static bool IsLiteral(YamlNode? matrix) => matrix is YamlMapping axes && axes.Entries.All(static axis => axis.Value is YamlSequence);

    /// <summary>One round without values where there is no matrix; one with unknown values where it is an expression.</summary>
    public static ImmutableArray<ImmutableDictionary<string, YamlNode?>> Rounds(YamlNode? matrix)
    {
        if (matrix is not YamlMapping axes)
            return [s_empty];
        var names = axes.Entries.Where(static entry => entry.Name is not ("include" or "exclude")).ToImmutableArray();
        var rounds = new List<ImmutableDictionary<string, YamlNode?>>();
        if (!names.IsEmpty)
            rounds.Add(s_empty);
        foreach (var axis in names)
        {
            // An expression in place of a list: some values, none of them known.
            IEnumerable<YamlNode?> values = axis.Value is YamlSequence sequence ? sequence.Items.Cast<YamlNode?>() : [null];
            rounds = [.. rounds.SelectMany(_ => values, (round, value) => round.SetItem(axis.Name, value)).Take(MaxRounds)];
        }

        foreach (var excluded in axes.List("exclude").OfType<YamlMapping>())
            rounds.RemoveAll(round => excluded.Entries.All(entry => round.TryGetValue(entry.Name, out var value) && AreEqual(value, entry.Value)));
        Include(rounds, axes, [.. names.Select(static axis => axis.Name)]);
        return rounds.Count == 0 ? [s_empty] : [.. rounds.Take(MaxRounds)];
    }

    /// <summary>An object extends every round whose own values it does not contradict; one that fits none is a round of its own.</summary>
    private static void Include(List<ImmutableDictionary<string, YamlNode?>> rounds, YamlMapping axes, ImmutableArray<string> names)
    {
        var original = rounds.Count;
        foreach (var included in axes.List("include").OfType<YamlMapping>().Take(MaxRounds))
        {
            var isUsed = false;
            for (var i = 0; i < original; i++)
            {
                var round = rounds[i];
                var fits = included.Entries.All(entry =>
                    !names.Contains(entry.Name, StringComparer.OrdinalIgnoreCase) || AreEqual(round[entry.Name], entry.Value));
                if (!fits)
                    continue;
                isUsed = true;
                rounds[i] = round.SetItems(included.Entries.Select(static entry => KeyValuePair.Create(entry.Name, (YamlNode?)entry.Value)));
            }

            if (!isUsed)
                rounds.Add(s_empty.SetItems(included.Entries.Select(static entry => KeyValuePair.Create(entry.Name, (YamlNode?)entry.Value))));
        }
    }

    private static bool AreEqual(YamlNode? left, YamlNode? right, int depth = 0)
    {
        if (depth > 32)
            return false;
        return (left, right) switch
        {
            (YamlScalar a, YamlScalar b) => string.Equals(a.Value, b.Value, StringComparison.Ordinal),
            (YamlMapping a, YamlMapping b) => a.Entries.Length == b.Entries.Length && a.Entries.All(entry => AreEqual(entry.Value, b[entry.Name], depth + 1)),
            (YamlSequence a, YamlSequence b) => a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second, depth + 1)),
            _ => false,
        };
    }
}
