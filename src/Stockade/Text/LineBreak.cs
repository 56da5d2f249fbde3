namespace Stockade.Text;

/// <summary>Lines in a text end with LF, CRLF or CR.</summary>
internal static class LineBreak
{
    /// <summary>Where the line that holds a position ends: at its break, or at the end of the text.</summary>
    public static int EndOfLine(string text, int position)
    {
        var length = text.AsSpan(position).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : position + length;
    }

    /// <summary>The position after the break that stands at a position; the end of the text stays.</summary>
    public static int Skip(string text, int position) =>
        position >= text.Length ? position : text[position] is '\r' && position + 1 < text.Length && text[position + 1] is '\n' ? position + 2 : position + 1;
}
