namespace Stockade.Syntax.Yaml;

/// <summary>Comments in JSON, which YAML knows in another form.</summary>
internal static class JsonComments
{
    /// <summary>The text with <c>//</c> and <c>/* */</c> outside strings replaced by spaces, so that every other character keeps its place.</summary>
    public static string Blank(string text)
    {
        if (!text.Contains("//", StringComparison.Ordinal) && !text.Contains("/*", StringComparison.Ordinal))
            return text;

        var blanked = text.ToCharArray();
        Blank(blanked);
        return new string(blanked);
    }

    /// <summary>The same in place.</summary>
    public static void Blank(Span<char> text)
    {
        var position = 0;
        while (position < text.Length)
        {
            position = text[position..].IndexOfAny('"', '/') is var offset and >= 0 ? position + offset : text.Length;
            if (position >= text.Length)
                break;
            var end = EndOf(text, position);
            if (text[position] == '/')
            {
                foreach (ref var character in text[position..end])
                    character = character is '\r' or '\n' ? character : ' ';
            }

            position = Math.Max(end, position + 1);
        }
    }

    /// <summary>Where the string or the comment at a position ends; the position itself where a slash begins neither.</summary>
    private static int EndOf(ReadOnlySpan<char> text, int start)
    {
        var rest = text[start..];
        if (rest.StartsWith("//"))
            return rest.IndexOfAny('\r', '\n') is var lineEnd and >= 0 ? start + lineEnd : text.Length;
        if (rest.StartsWith("/*"))
            return rest[2..].IndexOf("*/") is var close and >= 0 ? start + close + 4 : text.Length;
        if (rest[0] == '/')
            return start;

        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] is '"' or '\n')
                return i + 1;
        }

        return text.Length;
    }
}
