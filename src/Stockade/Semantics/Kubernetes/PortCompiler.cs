using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Compiles the ports of a rule into ranges.</summary>
internal static class PortCompiler
{
    /// <summary>The ports of a rule: null for any, empty where it can match none.</summary>
    public static ImmutableArray<PortRange>? Compile(PolicyRule rule, Bound bound, TierRequest request)
    {
        if (rule.Ports is not { } written)
            return null;
        var ranges = Compile(written, bound, request);
        if (rule.ExcludedPorts.IsEmpty)
            return ranges;

        // Of what is taken out as much, or as little, as possible counts.
        var excluded = Compile(rule.ExcludedPorts, bound == Bound.Lower ? Bound.Upper : Bound.Lower, request);
        return [.. excluded.Aggregate(ranges.AsEnumerable(), static (left, range) => left.SelectMany(item => Except(item, range)))];
    }

    private static IEnumerable<PortRange> Except(PortRange range, PortRange excluded)
    {
        if (range.Protocol != excluded.Protocol || excluded.Last < range.First || range.Last < excluded.First)
            return [range];
        PortRange[] parts = [range with { Last = excluded.First - 1 }, range with { First = excluded.Last + 1 }];
        return parts.Where(static part => part.First <= part.Last);
    }

    private static ImmutableArray<PortRange> Compile(ImmutableArray<PolicyPort> written, Bound bound, TierRequest request)
    {
        var ranges = ImmutableArray.CreateBuilder<PortRange>();
        foreach (var entry in written)
        {
            if (entry.IsUnknown)
            {
                if (bound == Bound.Upper)
                    ranges.AddRange(Enum.GetValues<Protocol>().Select(PortRange.AllOf));
            }
            else if (entry.PortName is not null)
            {
                // A name is resolved on the destination: the selected pod for ingress. An address outside has no names.
                if (request.Direction == TrafficDirection.Ingress)
                    ranges.AddRange(Resolve(entry, bound, request));
            }
            else
            {
                ranges.Add(entry.FirstPort is { } first ? new PortRange(entry.Protocol, first, entry.LastPort ?? first) : PortRange.AllOf(entry.Protocol));
            }
        }

        return ranges.DrainToImmutable();
    }

    private static IEnumerable<PortRange> Resolve(PolicyPort entry, Bound bound, TierRequest request)
    {
        for (var index = 0; index < request.Ports.Length; index++)
        {
            var port = request.Ports[index];
            if (port.Protocol != entry.Protocol || !(port.Name is null ? bound == Bound.Upper : string.Equals(port.Name, entry.PortName, StringComparison.Ordinal)))
                continue;

            // A port without a readable number lies somewhere: at least apart from every other, at most on the most open one.
            if (port.Number is { } number)
                yield return new PortRange(entry.Protocol, number, number);
            else if (bound == Bound.Upper)
                yield return PortRange.AllOf(entry.Protocol);
            else if (!request.IsStrict)
                yield return new PortRange(entry.Protocol, PortRange.MaxPort + 2 + (2 * index), PortRange.MaxPort + 2 + (2 * index));
        }
    }
}
