using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>
/// Cuts the ports at every boundary the rules mention, so that one port of a piece stands for all, and gives for each piece the tiers with only the
/// rules that match there. The pieces on which only rules without ports match are one.
/// </summary>
internal static class PortPieces
{
    public static IEnumerable<(PortRange? Port, ImmutableArray<PolicyTier> Tiers)> Cut(ImmutableArray<PolicyTier> tiers)
    {
        var rules = tiers.SelectMany(static (tier, index) => tier.Rules.Select(rule => (Tier: index, Rule: rule))).ToImmutableArray();
        var portless = new SortedSet<int>(Enumerable.Range(0, rules.Length).Where(index => rules[index].Rule.Ports is null));
        var seenPortless = false;
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            foreach (var (port, active) in Sweep(rules, protocol, portless))
            {
                if (active.Count == portless.Count)
                {
                    if (seenPortless)
                        continue;
                    seenPortless = true;
                    yield return (null, Select(tiers, rules, active));
                    continue;
                }

                yield return (port, Select(tiers, rules, active));
            }
        }
    }

    private static IEnumerable<(PortRange Port, SortedSet<int> Active)> Sweep(ImmutableArray<(int Tier, TierRule Rule)> rules, Protocol protocol, SortedSet<int> portless)
    {
        var events = new SortedDictionary<int, List<(int Rule, int Change)>> { [1] = [], [PortRange.MaxPort + 1] = [] };
        var named = new HashSet<int>();
        for (var index = 0; index < rules.Length; index++)
        {
            foreach (var range in rules[index].Rule.Ports ?? [])
            {
                if (range.Protocol != protocol)
                    continue;
                At(range.First).Add((index, 1));
                At(range.Last + 1).Add((index, -1));
                if (range.First > PortRange.MaxPort)
                    named.Add(range.First);
            }
        }

        var active = new SortedSet<int>(portless);
        var counts = new int[rules.Length];
        var boundaries = events.Keys.ToArray();
        for (var piece = 0; piece < boundaries.Length; piece++)
        {
            var first = boundaries[piece];
            foreach (var (rule, change) in events[first])
            {
                counts[rule] += change;
                if (counts[rule] > 0)
                    active.Add(rule);
                else
                    active.Remove(rule);
            }

            // Above the last port there are only the declared ports whose number cannot be read.
            if (first <= PortRange.MaxPort || named.Contains(first))
                yield return (new PortRange(protocol, first, piece + 1 < boundaries.Length ? boundaries[piece + 1] - 1 : first), active);
        }

        List<(int Rule, int Change)> At(int boundary)
        {
            if (!events.TryGetValue(boundary, out var list))
                events[boundary] = list = [];
            return list;
        }
    }

    private static ImmutableArray<PolicyTier> Select(ImmutableArray<PolicyTier> tiers, ImmutableArray<(int Tier, TierRule Rule)> rules, SortedSet<int> active)
    {
        var selected = tiers.Select(static _ => ImmutableArray.CreateBuilder<TierRule>()).ToArray();
        foreach (var index in active)
            selected[rules[index].Tier].Add(rules[index].Rule);
        return [.. tiers.Select((tier, index) => tier with { Rules = selected[index].DrainToImmutable() })];
    }
}
