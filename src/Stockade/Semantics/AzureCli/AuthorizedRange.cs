using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Stockade.Semantics.AzureCli;

/// <summary>One authorized range, as <c>validate_ip_ranges</c> of azure-cli judges it.</summary>
internal sealed record AuthorizedRange(AuthorizedRangeKind Kind, uint First, uint Last)
{
    private const string OwnOutbound = "0.0.0.0/32";

    private const string AzureCloud = "AzureCloud";

    // What is_global of Python's ipaddress excludes. A range is refused where one block holds all of it; wider ranges pass.
    private static readonly ImmutableArray<AuthorizedRange> s_reserved =
    [
        Block(0, 8), Block(10, 8), Block(127, 8), Block(100, 10, 64), Block(169, 16, 254), Block(172, 12, 16), Block(192, 16, 168),
        Block(192, 29, 0), Block(198, 15, 18), Block(240, 4),
    ];

    private static readonly ImmutableArray<AuthorizedRange> s_documentation = [Block(192, 24, 0, 2), Block(198, 24, 51, 100), Block(203, 24, 0, 113)];

    // Multicast is global to Python, but nobody connects from it.
    private static readonly AuthorizedRange s_multicast = Block(224, 4);

    public static AuthorizedRange Parse(string? text)
    {
        if (text is null)
            return Of(AuthorizedRangeKind.Unknown);
        if (text.Length == 0)
            return Of(AuthorizedRangeKind.Empty);
        if (text is OwnOutbound)
            return Of(AuthorizedRangeKind.OwnOutboundOnly);
        if (string.Equals(text, AzureCloud, StringComparison.OrdinalIgnoreCase))
            return Of(AuthorizedRangeKind.ServiceTag);

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        if (address.Contains(':', StringComparison.Ordinal))
            return Of(IPAddress.TryParse(address, out var v6) && v6.AddressFamily is AddressFamily.InterNetworkV6 ? AuthorizedRangeKind.IPv6 : AuthorizedRangeKind.Invalid);
        if (ParseAddress(address) is not { } first || ParsePrefix(slash < 0 ? "32" : text[(slash + 1)..]) is not { } prefix)
            return Of(AuthorizedRangeKind.Invalid);

        var mask = prefix == 0 ? 0 : uint.MaxValue << (32 - prefix);
        if ((first & ~mask) != 0)
            return Of(AuthorizedRangeKind.HostBits);
        var range = new AuthorizedRange(AuthorizedRangeKind.Public, first, first | ~mask);
        if (s_documentation.Any(range.IsWithin))
            return range with { Kind = AuthorizedRangeKind.Documentation };
        return s_reserved.Any(range.IsWithin) ? range with { Kind = AuthorizedRangeKind.Reserved } : range;
    }

    /// <summary>The share of public IPv4 that the ranges hold together, from 0 to 1, without what is in <paramref name="excepted"/>.</summary>
    public static double ShareOfInternet(IEnumerable<AuthorizedRange> ranges, ImmutableArray<AuthorizedRange> excepted = default)
    {
        var reserved = s_reserved.Add(s_multicast).AddRange(s_documentation);
        var all = Count([new AuthorizedRange(AuthorizedRangeKind.Public, 0, uint.MaxValue)]) - Count(reserved);
        if (!excepted.IsDefaultOrEmpty)
            reserved = reserved.AddRange(excepted.Where(static range => range.Kind is AuthorizedRangeKind.Public));
        var held = ranges.Where(range => range.Kind is AuthorizedRangeKind.Public).ToImmutableArray();

        // |held minus reserved| = |held or reserved| - |reserved|.
        return (double)(Count(held.AddRange(reserved)) - Count(reserved)) / all;
    }

    private bool IsWithin(AuthorizedRange block) => First >= block.First && Last <= block.Last;

    private static long Count(ImmutableArray<AuthorizedRange> ranges)
    {
        var count = 0L;
        var next = 0L;
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            var first = Math.Max(next, range.First);
            if (range.Last < first)
                continue;
            count += range.Last - first + 1;
            next = (long)range.Last + 1;
        }

        return count;
    }

    private static AuthorizedRange Of(AuthorizedRangeKind kind) => new(kind, 0, 0);

    private static AuthorizedRange Block(uint a, int prefix, uint b = 0, uint c = 0)
    {
        var first = (a << 24) | (b << 16) | (c << 8);
        return new AuthorizedRange(AuthorizedRangeKind.Reserved, first, first | (uint.MaxValue >> prefix));
    }

    // Python takes four decimal numbers without leading zeros, .NET also "1" and "0x1".
    private static uint? ParseAddress(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4)
            return null;
        var address = 0u;
        foreach (var part in parts)
        {
            if (ParseNumber(part, 255) is not { } number)
                return null;
            address = (address << 8) | (uint)number;
        }

        return address;
    }

    // A prefix length; Python also takes a netmask, which is left to az.
    private static int? ParsePrefix(string text) => ParseNumber(text, 32);

    private static int? ParseNumber(string text, int limit)
    {
        if (text.Length is 0 or > 3 || text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0 || (text.Length > 1 && text[0] is '0'))
            return null;
        var number = 0;
        foreach (var digit in text)
            number = (number * 10) + (digit - '0');
        return number <= limit ? number : null;
    }
}
