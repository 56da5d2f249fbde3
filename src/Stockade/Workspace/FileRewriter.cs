#pragma warning disable RS0030 // Workspace is where the disk is touched.
using System.Text;

namespace Stockade.Workspace;

/// <summary>Replaces the text of files. Encoding and byte order mark stay, and a reader sees the old file or the new one, never a part.</summary>
internal static class FileRewriter
{
    private static readonly Encoding[] s_encodings =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true),
    ];

    /// <summary>Returns why the file was left as it is, or null.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="expected">What was read: a file that says something else by now is not touched.</param>
    /// <param name="text">What it shall say.</param>
    public static string? Rewrite(string path, string expected, string text)
    {
        try
        {
            // What a link leads to is replaced, not the link.
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var bytes = File.ReadAllBytes(target);
            if (TextDecoder.Decode(bytes).Text != expected)
                return "it has changed since it was read";
            var (encoding, hasMark) = EncodingOf(bytes, expected);
            if (encoding is null)
                return "its bytes are not text of one encoding";

            var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
            try
            {
                File.WriteAllBytes(temporary, [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));

                // As late as can be: an editor may have saved in between.
                if (!File.ReadAllBytes(target).AsSpan().SequenceEqual(bytes))
                    return "it has changed since it was read";
                File.Move(temporary, target, overwrite: true);
                return null;
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    /// <summary>The encoding that writes the very bytes.</summary>
    private static (Encoding? Encoding, bool HasMark) EncodingOf(byte[] bytes, string text)
    {
        foreach (var encoding in s_encodings)
        {
            var mark = encoding.GetPreamble();
            var hasMark = mark.Length > 0 && bytes.AsSpan().StartsWith(mark);
            if (bytes.AsSpan(hasMark ? mark.Length : 0).SequenceEqual(encoding.GetBytes(text)))
                return (encoding, hasMark);
        }

        return (null, false);
    }
}
