using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>The authorized ranges of an API server: unknown, absent (also when cleared), or a list.</summary>
internal sealed record AuthorizedIpRanges
{
    public static AuthorizedIpRanges Unknown { get; } = new() { IsKnown = Truth.Unknown };

    public static AuthorizedIpRanges Absent { get; } = new() { IsKnown = Truth.False };

    /// <summary>True: <see cref="Ranges"/> are the ranges. False: there are none. Unknown: present with an unknown value, or not known at all.</summary>
    public Truth IsKnown { get; private init; }

    public ImmutableArray<string> Ranges { get; private init; } = [];

    public static AuthorizedIpRanges Of(ImmutableArray<string> ranges) => new() { IsKnown = Truth.True, Ranges = ranges };

    /// <summary>The ranges an option sets: none where it is empty, unknown where one of its values is.</summary>
    public static AuthorizedIpRanges Of(AzureOption option)
    {
        if (option.Values.IsEmpty)
            return Absent;
        return option.Values.All(value => value.IsKnown) ? Of([.. option.Values.Select(value => value.Value!)]) : Unknown;
    }

    public static AuthorizedIpRanges Join(AuthorizedIpRanges left, AuthorizedIpRanges right) =>
        left.IsKnown == right.IsKnown && left.Ranges.SequenceEqual(right.Ranges, StringComparer.Ordinal) ? left : Unknown;
}
