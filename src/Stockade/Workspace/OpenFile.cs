#pragma warning disable RS0030 // Workspace is where the disk is read.
using Microsoft.Win32.SafeHandles;

namespace Stockade.Workspace;

/// <summary>A file that is being read: of the disk, or bytes that are already there.</summary>
internal readonly struct OpenFile : IDisposable
{
    private readonly SafeFileHandle? _handle;
    private readonly ReadOnlyMemory<byte> _content;

    public OpenFile(SafeFileHandle handle, long length) => (_handle, Length) = (handle, length);

    public OpenFile(ReadOnlyMemory<byte> content) => (_content, Length) = (content, content.Length);

    /// <summary>In bytes; 0 for what has none, such as a pipe.</summary>
    public long Length { get; }

    /// <summary>Reads from the beginning, as much as fits or is there, and gives how many bytes that are.</summary>
    public int Fill(Span<byte> buffer)
    {
        if (_handle is null)
        {
            var content = _content.Span[..int.Min(_content.Length, buffer.Length)];
            content.CopyTo(buffer);
            return content.Length;
        }

        var filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(_handle, buffer[filled..], filled) is var count and > 0)
            filled += count;
        return filled;
    }

    public byte[] ReadToEnd()
    {
        var content = new byte[Length];
        var filled = Fill(content);
        return filled == content.Length ? content : content[..filled];
    }

    public void Dispose() => _handle?.Dispose();
}
