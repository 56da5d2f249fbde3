using System.Collections.Immutable;
using System.Globalization;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>
/// The address of a pod as one more label: its values are the pieces into which some sets of addresses cut all there are, so that rules about parts of
/// each other's addresses are seen as such.
/// </summary>
internal sealed class PodAddressPieces
{
    private const int MaxPieces = 512;

    /// <summary>No real label holds a control character.</summary>
    private const string Key = "\u0001address";

    private readonly ImmutableArray<(AddressSet Addresses, string Name)> _pieces;

    public PodAddressPieces(IReadOnlyCollection<AddressSet> sets)
    {
        var pieces = Cut(sets.SelectMany(static set => set.IPv4), uint.MaxValue).Select(static range => new AddressSet([range], []))
            .Concat(Cut(sets.SelectMany(static set => set.IPv6), UInt128.MaxValue).Select(static range => new AddressSet([], [range])))
            .Take(MaxPieces + 1)
            .ToImmutableArray();
        AreTooMany = pieces.Length > MaxPieces;
        _pieces = [.. pieces.Select(static (piece, index) => (piece, index.ToString(CultureInfo.InvariantCulture)))];
    }

    public bool AreTooMany { get; }

    /// <summary>What a pod must meet to have one of the addresses; null where every pod does.</summary>
    public LabelRequirement? Within(AddressSet addresses)
    {
        var inside = _pieces.Where(piece => !piece.Addresses.Intersect(addresses).IsEmpty).ToImmutableArray();
        if (inside.Length == _pieces.Length)
            return null;

        // The first piece has no name of its own, it is what is none of the others: a pod has no address but these.
        return inside.Length > 0 && inside[0] == _pieces[0]
            ? new LabelRequirement(Key, LabelOperator.NotIn, [.. _pieces.Except(inside).Select(static piece => piece.Name)], null)
            : new LabelRequirement(Key, LabelOperator.In, [.. inside.Select(static piece => piece.Name)], null);
    }

    private static IEnumerable<AddressRange> Cut(IEnumerable<AddressRange> ranges, UInt128 last)
    {
        var starts = ranges.SelectMany(range => range.Last == last ? [range.First] : new[] { range.First, range.Last + 1 }).Append(UInt128.Zero).Distinct().Order().ToImmutableArray();
        return starts.Select((start, index) => new AddressRange(start, index + 1 < starts.Length ? starts[index + 1] - 1 : last));
    }
}
