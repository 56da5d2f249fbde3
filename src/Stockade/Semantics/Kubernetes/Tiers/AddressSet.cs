using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>Addresses outside the cluster, as sorted ranges that neither overlap nor touch, per family.</summary>
internal sealed record AddressSet(ImmutableArray<AddressRange> IPv4, ImmutableArray<AddressRange> IPv6)
{
    private static readonly AddressRange s_allIPv4 = new(0, uint.MaxValue);
    private static readonly AddressRange s_allIPv6 = new(0, UInt128.MaxValue);

    // 2000::/3 holds every public IPv6 address.
    private static readonly AddressRange s_publicIPv6 = AddressRange.Of(new IPNetwork(IPAddress.Parse("2000::"), 3));

    public static AddressSet Empty { get; } = new([], []);

    public static AddressSet Everything { get; } = new([s_allIPv4], [s_allIPv6]);

    public bool IsEmpty => IPv4.IsEmpty && IPv6.IsEmpty;

    /// <summary>More than half of IPv4, or more than half of 2000::/3.</summary>
    public bool IsWorld =>
        Count(IPv4) > UInt128.One << 31 || Count(Intersect(IPv6, [s_publicIPv6])) > UInt128.One << 124;

    public static AddressSet Of(IPNetwork network) =>
        network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            ? new AddressSet([AddressRange.Of(network)], [])
            : new AddressSet([], [AddressRange.Of(network)]);

    public static AddressSet Union(IEnumerable<AddressSet> sets)
    {
        var four = new List<AddressRange>();
        var six = new List<AddressRange>();
        foreach (var set in sets)
        {
            four.AddRange(set.IPv4);
            six.AddRange(set.IPv6);
        }

        return new AddressSet(Normalize(four), Normalize(six));
    }

    public AddressSet Union(AddressSet other) => IsEmpty ? other : other.IsEmpty ? this : Union([this, other]);

    public AddressSet Intersect(AddressSet other) => new(Intersect(IPv4, other.IPv4), Intersect(IPv6, other.IPv6));

    public AddressSet Except(AddressSet other) =>
        new(Intersect(IPv4, Complement(other.IPv4, s_allIPv4)), Intersect(IPv6, Complement(other.IPv6, s_allIPv6)));

    public bool Contains(IPAddress address)
    {
        var number = AddressRange.NumberOf(address);
        foreach (var range in address.AddressFamily == AddressFamily.InterNetwork ? IPv4 : IPv6)
        {
            if (range.First <= number && number <= range.Last)
                return true;
        }

        return false;
    }

    private static UInt128 Count(ImmutableArray<AddressRange> ranges)
    {
        var count = UInt128.Zero;
        foreach (var range in ranges)
        {
            // All of IPv6 counts one more than fits; what is asked is only whether it is more than half.
            count += range.Last - range.First;
            if (count != UInt128.MaxValue)
                count++;
        }

        return count;
    }

    private static ImmutableArray<AddressRange> Normalize(List<AddressRange> ranges)
    {
        ranges.Sort(static (left, right) => left.First.CompareTo(right.First));
        var result = ImmutableArray.CreateBuilder<AddressRange>();
        foreach (var range in ranges)
        {
            var touches = result.Count > 0 && (result[^1].Last == UInt128.MaxValue || range.First <= result[^1].Last + 1);
            if (!touches)
                result.Add(range);
            else if (range.Last > result[^1].Last)
                result[^1] = result[^1] with { Last = range.Last };
        }

        return result.DrainToImmutable();
    }

    private static ImmutableArray<AddressRange> Intersect(ImmutableArray<AddressRange> left, ImmutableArray<AddressRange> right)
    {
        var result = ImmutableArray.CreateBuilder<AddressRange>();
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            var first = UInt128.Max(left[i].First, right[j].First);
            var last = UInt128.Min(left[i].Last, right[j].Last);
            if (first <= last)
                result.Add(new AddressRange(first, last));
            if (left[i].Last < right[j].Last)
                i++;
            else
                j++;
        }

        return result.DrainToImmutable();
    }

    private static ImmutableArray<AddressRange> Complement(ImmutableArray<AddressRange> ranges, AddressRange all)
    {
        var result = ImmutableArray.CreateBuilder<AddressRange>();
        var next = all.First;
        foreach (var range in ranges)
        {
            if (range.First > next)
                result.Add(new AddressRange(next, range.First - 1));
            if (range.Last == all.Last)
                return result.DrainToImmutable();
            next = range.Last + 1;
        }

        result.Add(new AddressRange(next, all.Last));
        return result.DrainToImmutable();
    }
}
