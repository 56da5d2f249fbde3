using System.IO.Compression;

namespace Stockade.Workspace.Git;

/// <summary>Unpacks zlib streams whose unpacked length is known, or bounded: a few bytes can claim to be gigabytes.</summary>
internal static class GitInflater
{
    /// <summary>Larger objects are not manifests.</summary>
    public const int MaxObjectSize = 64 * 1024 * 1024;

    public static byte[] Inflate(Stream source, long length)
    {
        if (length is < 0 or > MaxObjectSize)
            throw new GitException("an object is larger than 64 MB");
        var content = new byte[length];
        using var zlib = new ZLibStream(source, CompressionMode.Decompress, leaveOpen: true);
        zlib.ReadExactly(content);
        return content;
    }

    public static byte[] InflateAll(Stream source)
    {
        using var zlib = new ZLibStream(source, CompressionMode.Decompress, leaveOpen: true);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (zlib.Read(buffer) is var count and > 0)
        {
            if (content.Length + count > MaxObjectSize)
                throw new GitException("an object is larger than 64 MB");
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }
}
