#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.Buffers.Binary;

namespace Stockade.Workspace.Git;

/// <summary>A pack and its index, version 2 (gitformat-pack(5)). Indexes are small enough to be held; packs are read where an object lies.</summary>
internal sealed class GitPack : IDisposable
{
    private const int HeaderSize = 8;
    private const int FanoutSize = 256 * sizeof(uint);
    private const uint LargeOffset = 0x80000000;

    // git itself makes none longer than 4095 (pack.depth).
    private const int MaxDeltaDepth = 4096;

    private readonly byte[] _index;
    private readonly int _count;
    private readonly int _hashSize;
    private readonly FileStream _pack;

    public GitPack(string indexPath, int hashSize)
    {
        _index = File.ReadAllBytes(indexPath);
        _hashSize = hashSize;
        if (!_index.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, (byte)'t', (byte)'O', (byte)'c', 0, 0, 0, 2]))
            throw new GitException("a pack index is not of version 2; 'git gc' writes a new one");
        _count = (int)Read(HeaderSize + FanoutSize - sizeof(uint));
        _pack = new FileStream(Path.ChangeExtension(indexPath, ".pack"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    public void Dispose() => _pack.Dispose();

    /// <summary>The ids that begin with these hexadecimal digits.</summary>
    public IEnumerable<string> FindIds(string prefix)
    {
        var first = Convert.FromHexString(prefix.AsSpan(0, 2))[0];
        var start = first == 0 ? 0 : (int)Read(HeaderSize + ((first - 1) * sizeof(uint)));
        var end = (int)Read(HeaderSize + (first * sizeof(uint)));
        for (var i = start; i < end; i++)
        {
            var id = Convert.ToHexStringLower(IdAt(i));
            if (id.StartsWith(prefix, StringComparison.Ordinal))
                yield return id;
        }
    }

    /// <summary>The object, or null where the pack does not hold it. A delta may be based on an object outside the pack.</summary>
    public GitObject? Find(ReadOnlySpan<byte> id, Func<string, GitObject> findBase) => FindOffset(id) is { } offset ? ReadAt(offset, findBase) : null;

    /// <summary>Collects deltas down to a whole object, then applies them on the way back: chains are long enough to overflow a stack.</summary>
    private GitObject ReadAt(long offset, Func<string, GitObject> findBase)
    {
        var deltas = new Stack<byte[]>();
        GitObject current;
        while (true)
        {
            if (deltas.Count > MaxDeltaDepth)
                throw new GitException("a chain of deltas is too long");
            _pack.Position = offset;
            var (kind, length) = ReadHeader();
            if (kind == GitObjectKind.OffsetDelta)
            {
                var baseOffset = offset - ReadBaseDistance();
                deltas.Push(GitInflater.Inflate(_pack, length));
                if (baseOffset <= 0 || baseOffset >= offset)
                    throw new GitException("a delta has no valid base");
                offset = baseOffset;
                continue;
            }

            if (kind == GitObjectKind.ReferenceDelta)
            {
                var id = new byte[_hashSize];
                _pack.ReadExactly(id);
                deltas.Push(GitInflater.Inflate(_pack, length));
                if (FindOffset(id) is { } inside)
                {
                    offset = inside;
                    continue;
                }

                current = findBase(Convert.ToHexStringLower(id));
                break;
            }

            if (kind is not (GitObjectKind.Commit or GitObjectKind.Tree or GitObjectKind.Blob or GitObjectKind.Tag))
                throw new GitException("a pack holds an object of an unknown type");
            current = new GitObject(kind, GitInflater.Inflate(_pack, length));
            break;
        }

        while (deltas.TryPop(out var delta))
            current = current with { Content = GitDelta.Apply(current.Content, delta) };
        return current;
    }

    private (GitObjectKind Kind, long Length) ReadHeader()
    {
        var current = ReadByte();
        var kind = (GitObjectKind)((current >> 4) & 7);
        long length = current & 15;
        for (var shift = 4; (current & 0x80) != 0; shift += 7)
        {
            if (shift > 53)
                throw new GitException("an object has no valid length");
            current = ReadByte();
            length |= (long)(current & 0x7F) << shift;
        }

        return (kind, length);
    }

    private long ReadBaseDistance()
    {
        var current = ReadByte();
        long distance = current & 0x7F;
        while ((current & 0x80) != 0)
        {
            if (distance > long.MaxValue >> 8)
                throw new GitException("a delta has no valid base");
            current = ReadByte();
            distance = ((distance + 1) << 7) | (long)(current & 0x7F);
        }

        return distance;
    }

    private int ReadByte() => _pack.ReadByte() is var value and >= 0 ? value : throw new GitException("a pack is cut off");

    private long? FindOffset(ReadOnlySpan<byte> id)
    {
        var low = id[0] == 0 ? 0 : (int)Read(HeaderSize + ((id[0] - 1) * sizeof(uint)));
        var high = (int)Read(HeaderSize + (id[0] * sizeof(uint))) - 1;
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = id.SequenceCompareTo(IdAt(middle));
            if (order == 0)
                return OffsetAt(middle);
            if (order < 0)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return null;
    }

    private ReadOnlySpan<byte> IdAt(int index) => _index.AsSpan(HeaderSize + FanoutSize + (index * _hashSize), _hashSize);

    private long OffsetAt(int index)
    {
        // Behind the ids lies a checksum of four bytes for each object.
        var offsets = HeaderSize + FanoutSize + (_count * (_hashSize + sizeof(uint)));
        var offset = Read(offsets + (index * sizeof(uint)));
        if ((offset & LargeOffset) == 0)
            return offset;
        var large = offsets + (_count * sizeof(uint)) + ((int)(offset & ~LargeOffset) * sizeof(long));
        return BinaryPrimitives.ReadInt64BigEndian(_index.AsSpan(large, sizeof(long)));
    }

    private uint Read(int position) => BinaryPrimitives.ReadUInt32BigEndian(_index.AsSpan(position, sizeof(uint)));
}
