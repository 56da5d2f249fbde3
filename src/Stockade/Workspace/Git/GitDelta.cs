namespace Stockade.Workspace.Git;

/// <summary>Applies a delta to the object it is based on (gitformat-pack(5), "Deltified representation").</summary>
internal static class GitDelta
{
    public static byte[] Apply(byte[] source, ReadOnlySpan<byte> delta)
    {
        var position = 0;
        if (ReadLength(delta, ref position) != source.Length)
            throw new GitException("a delta does not fit its base");
        var length = ReadLength(delta, ref position);
        if (length > GitInflater.MaxObjectSize)
            throw new GitException("an object is larger than 64 MB");

        var result = new byte[length];
        var written = 0;
        while (position < delta.Length)
        {
            int opcode = delta[position++];
            ReadOnlySpan<byte> piece;
            if ((opcode & 0x80) != 0)
            {
                var offset = ReadFields(delta, ref position, opcode, fields: 4);
                var size = ReadFields(delta, ref position, opcode >> 4, fields: 3);
                piece = source.AsSpan(offset, size == 0 ? 0x10000 : size);
            }
            else
            {
                if (opcode == 0)
                    throw new GitException("a delta has a reserved instruction");
                piece = delta.Slice(position, opcode);
                position += opcode;
            }

            piece.CopyTo(result.AsSpan(written));
            written += piece.Length;
        }

        return written == length ? result : throw new GitException("a delta is cut off");
    }

    /// <summary>Little-endian bytes, of which each is present where its bit is set.</summary>
    private static int ReadFields(ReadOnlySpan<byte> delta, ref int position, int mask, int fields)
    {
        var value = 0;
        for (var field = 0; field < fields; field++)
        {
            if ((mask & (1 << field)) != 0)
                value |= delta[position++] << (8 * field);
        }

        return value;
    }

    private static int ReadLength(ReadOnlySpan<byte> delta, ref int position)
    {
        long value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var current = delta[position++];
            value |= (long)(current & 0x7F) << shift;
            if ((current & 0x80) == 0)
                return value <= int.MaxValue ? (int)value : throw new GitException("an object is larger than 64 MB");
        }

        throw new GitException("a delta has no valid length");
    }
}
