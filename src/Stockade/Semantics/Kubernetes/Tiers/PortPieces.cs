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
        var portless = Enumerable.Range(0, rules.Length).Where(index => rules[index].Rule.Ports is null).ToImmutableArray();
        var seenPortless = false;
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            foreach (var (port, active) in Sweep(rules, protocol, portless))
            {
                if (active.Count == portless.Length)
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

    /// <summary>The pieces of one protocol in order, each with the rules that match there, in order; the list is reused.</summary>
    private static IEnumerable<(PortRange Port, List<int> Active)> Sweep(ImmutableArray<(int Tier, TierRule Rule)> rules, Protocol protocol, ImmutableArray<int> portless)
    {
        var changes = new List<(int Boundary, int Rule, int Change)>();
        var named = new HashSet<int>();
        for (var index = 0; index < rules.Length; index++)
        {
            foreach (var range in rules[index].Rule.Ports ?? [])
            {
                if (range.Protocol != protocol)
                    continue;
                changes.Add((range.First, index, 1));
                changes.Add((range.Last + 1, index, -1));
                if (range.First > PortRange.MaxPort)
                    named.Add(range.First);
            }
        }

        changes.Sort(static (left, right) => left.Boundary.CompareTo(right.Boundary));
        int[] boundaries = [.. changes.Select(static change => change.Boundary).Append(1).Append(PortRange.MaxPort + 1).Distinct().Order()];
        var active = portless.ToList();
        var counts = new int[rules.Length];
        var next = 0;
        for (var piece = 0; piece < boundaries.Length; piece++)
        {
            var first = boundaries[piece];
            for (; next < changes.Count && changes[next].Boundary == first; next++)
            {
                var (_, rule, change) = changes[next];
                counts[rule] += change;
                var place = active.BinarySearch(rule);
                if (counts[rule] > 0 && place < 0)
                    active.Insert(~place, rule);
                else if (counts[rule] <= 0 && place >= 0)
                    active.RemoveAt(place);
            }

            // Above the last port there are only the declared ports whose number cannot be read.
            if (first <= PortRange.MaxPort || named.Contains(first))
                yield return (new PortRange(protocol, first, piece + 1 < boundaries.Length ? boundaries[piece + 1] - 1 : first), active);
        }
    }

    private static ImmutableArray<PolicyTier> Select(ImmutableArray<PolicyTier> tiers, ImmutableArray<(int Tier, TierRule Rule)> rules, List<int> active)
    {
        var selected = tiers.Select(static _ => ImmutableArray.CreateBuilder<TierRule>()).ToArray();
        foreach (var index in active)
            selected[rules[index].Tier].Add(rules[index].Rule);
        return [.. tiers.Select((tier, index) => tier with { Rules = selected[index].DrainToImmutable() })];
    }
}
