using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stockade.Text;

/// <summary>JSON as all formats write it.</summary>
internal static class JsonText
{
    /// <summary>Indented, with <c>\n</c> on every platform; letters of all scripts as themselves.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// One document and a line break. What the encoder leaves and a terminal or a build host would act on can stand in strings only, where
    /// <c>\uXXXX</c> is the same character to every reader.
    /// </summary>
    public static void Write(TextWriter writer, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WriterOptions))
            write(json);
        writer.Write(PrintableText.EscapeLines(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length))));
        writer.Write("\n");
    }
}
