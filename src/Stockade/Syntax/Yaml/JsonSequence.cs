namespace Stockade.Syntax.Yaml;

/// <summary>
/// JSON objects that follow one another without a marker between them, which kubectl reads one by one (apimachinery's YAMLOrJSONDecoder).
/// To YAML, text after the first object is an error.
/// </summary>
internal static class JsonSequence
{
    /// <summary>The objects of a document, each as a segment of its own; the segment itself where there is but one.</summary>
    public static IEnumerable<YamlSegment> Split(string text, YamlSegment segment)
    {
        var start = segment.ContentStart;
        while (text[start] == '{' && NextObject(text, start, segment.End) is var next and >= 0)
        {
            yield return segment with { Start = start, ContentStart = start, End = next };
            start = next;
        }

        yield return start == segment.ContentStart ? segment : segment with { Start = start, ContentStart = start };
    }

    /// <summary>Where the next object begins, if nothing but white space stands between it and the end of the one at <paramref name="start"/>; else -1.</summary>
    private static int NextObject(string text, int start, int end)
    {
        var depth = 0;
        for (var position = start; position < end; position++)
        {
            switch (text[position])
            {
                case '"':
                    position = EndOfString(text, position, end);
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    do
                        position++;
                    while (position < end && char.IsWhiteSpace(text[position]));
                    return position < end && text[position] == '{' ? position : -1;
            }
        }

        return -1;
    }

    private static int EndOfString(string text, int start, int end)
    {
        for (var position = start + 1; position < end; position++)
        {
            if (text[position] == '\\')
                position++;
            else if (text[position] is '"' or '\n')
                return position;
        }

        return end;
    }
}
