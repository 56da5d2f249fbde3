using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Stockade.Workspace;

/// <summary>Turns the bytes of a file into text: by their byte order mark, else UTF-16 or UTF-32 where the first characters show it (YAML 1.2.2, 5.2), else UTF-8.</summary>
internal static class TextDecoder
{
    // As far as git looks for a zero byte before it calls a file binary.
    private const int BinaryProbe = 8000;

    private static readonly UTF32Encoding s_utf32BigEndian = new(bigEndian: true, byteOrderMark: true);

    public static bool IsWide(ReadOnlySpan<byte> bytes) => FindWideEncoding(bytes).Encoding is not null;

    public static bool IsBinary(ReadOnlySpan<byte> bytes) =>
        !IsWide(bytes) && bytes[..Math.Min(bytes.Length, BinaryProbe)].Contains((byte)0);

    public static DecodedText Decode(ReadOnlySpan<byte> bytes)
    {
        var (wide, mark) = FindWideEncoding(bytes);
        if (wide is not null)
            return new DecodedText(wide.GetString(bytes[mark..]), null, null);

        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var text = Encoding.UTF8.GetString(bytes);
        if (Utf8.IsValid(bytes))
            return new DecodedText(text, null, null);

        var (invalid, offset) = FindInvalid(bytes);
        return new DecodedText(text, offset, string.Create(CultureInfo.InvariantCulture, $"byte 0x{invalid:X2} is not valid in UTF-8"));
    }

    private static (Encoding? Encoding, int MarkLength) FindWideEncoding(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (s_utf32BigEndian, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [not 0, 0, 0, 0, ..] => (Encoding.UTF32, 0),
        [0, 0, 0, not 0, ..] => (s_utf32BigEndian, 0),
        [not 0, 0, not 0, 0, ..] => (Encoding.Unicode, 0),
        [0, not 0, 0, not 0, ..] => (Encoding.BigEndianUnicode, 0),
        _ => (null, 0),
    };

    /// <summary>The first byte that is not UTF-8, and the offset of its replacement in the decoded text.</summary>
    private static (byte Invalid, int Offset) FindInvalid(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done)
        {
            offset += rune.Utf16SequenceLength;
            bytes = bytes[consumed..];
        }

        return (bytes[0], offset);
    }
}
