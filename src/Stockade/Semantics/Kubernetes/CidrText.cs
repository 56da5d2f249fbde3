using System.Globalization;
using System.Net;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Reads an address block as strictly as the API server does. Host bits are masked off (by IPNetwork), as the server does where it accepts them; leading
/// zeros, zones and IPv4-mapped IPv6 addresses are refused (netutils.ParseCIDRSloppy and StrictIPCIDRValidation). The parsers of
/// System.Net take many other spellings, so the text is read here.
/// </summary>
internal static class CidrText
{
    private const int GroupsOfIPv6 = 8;

    /// <summary>The block, or null where the text is none.</summary>
    public static IPNetwork? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return null;
        var address = text.AsSpan(0, slash);
        var isIPv6 = address.Contains(':');
        Span<byte> bytes = stackalloc byte[isIPv6 ? 16 : 4];
        if (!(isIPv6 ? ParseIPv6(address, bytes) : ParseIPv4(address, bytes)))
            return null;
        if (ParseDecimal(text.AsSpan(slash + 1), bytes.Length * 8) is not { } prefixLength)
            return null;
        return new IPNetwork(new IPAddress(bytes), prefixLength);
    }

    /// <summary>Whether the address of a block has bits behind its prefix.</summary>
    public static bool HasHostBits(string text, IPNetwork network) =>
        IPAddress.TryParse(text.AsSpan(0, Math.Max(0, text.IndexOf('/', StringComparison.Ordinal))), out var address) && !address.Equals(network.BaseAddress);

    private static bool ParseIPv4(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var index = 0;
        foreach (var range in text.Split('.'))
        {
            if (index == bytes.Length || ParseDecimal(text[range], byte.MaxValue) is not { } octet)
                return false;
            bytes[index++] = (byte)octet;
        }

        return index == bytes.Length;
    }

    private static bool ParseIPv6(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
            return ParseGroups(text, bytes) == GroupsOfIPv6 && !IsIPv4Mapped(bytes);

        Span<byte> tail = stackalloc byte[16];
        var before = gap == 0 ? 0 : ParseGroups(text[..gap], bytes);
        var rest = text[(gap + 2)..];
        var after = rest.IsEmpty ? 0 : ParseGroups(rest, tail);
        if (before < 0 || after < 0 || before + after >= GroupsOfIPv6)
            return false;
        bytes[(before * 2)..].Clear();
        tail[..(after * 2)].CopyTo(bytes[(bytes.Length - (after * 2))..]);
        return !IsIPv4Mapped(bytes);
    }

    /// <summary>Reads groups of hexadecimal digits (the last may be a dotted IPv4 address, worth two) and says how many; -1 for anything else.</summary>
    private static int ParseGroups(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var count = 0;
        foreach (var range in text.Split(':'))
        {
            var group = text[range];
            if (group.Contains('.'))
                return range.End.Value == text.Length && count <= GroupsOfIPv6 - 2 && ParseIPv4(group, bytes.Slice(count * 2, 4)) ? count + 2 : -1;
            if (group.Length is 0 or > 4 || count == GroupsOfIPv6 || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return -1;
            bytes[count * 2] = (byte)(value >> 8);
            bytes[(count * 2) + 1] = (byte)value;
            count++;
        }

        return count;
    }

    private static bool IsIPv4Mapped(ReadOnlySpan<byte> bytes) => !bytes[..10].ContainsAnyExcept((byte)0) && bytes[10] == 0xff && bytes[11] == 0xff;

    /// <summary>Plain decimal digits without a leading zero, up to a maximum.</summary>
    private static int? ParseDecimal(ReadOnlySpan<char> text, int max)
    {
        if (text.Length is 0 or > 3 || text.ContainsAnyExceptInRange('0', '9') || (text.Length > 1 && text[0] == '0'))
            return null;
        var value = int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return value <= max ? value : null;
    }
}
