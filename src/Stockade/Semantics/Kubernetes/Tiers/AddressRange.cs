using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>Addresses of one family as numbers, both ends included.</summary>
internal sealed record AddressRange(UInt128 First, UInt128 Last)
{
    public static AddressRange Of(IPNetwork network)
    {
        var first = NumberOf(network.BaseAddress);
        var bits = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var hostBits = bits - network.PrefixLength;

        // A shift by all 128 bits would be a shift by none.
        return new AddressRange(first, hostBits == 128 ? UInt128.MaxValue : first + ((UInt128.One << hostBits) - 1));
    }

    public static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
