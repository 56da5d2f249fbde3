using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>Marks of Go, Helm and Jinja templates that make a text something else than YAML.</summary>
internal static class TemplateMarks
{
    /// <summary>
    /// The first <c>{{</c> or <c>{%</c> in <paramref name="text"/> from <paramref name="start"/> to <paramref name="end"/> that begins a line
    /// or a value and is closed on its line. Asked only of text that is no YAML as it stands: a block scalar may well hold such marks.
    /// </summary>
    public static TextSpan? Find(string text, int start, int end)
    {
        var position = start;
        while (text.AsSpan(position, end - position).IndexOf('{') is var offset and >= 0)
        {
            position += offset;
            if (position + 1 >= end)
                return null;

            var close = text[position + 1] switch
            {
                '{' => "}}",
                '%' => "%}",
                _ => null,
            };
            if (close is not null && Begins(text, start, position))
            {
                var length = text.AsSpan(position, end - position).IndexOf(close);
                if (length >= 0)
                    return new TextSpan(position, length + 2);
            }

            position += close is null ? 1 : 2;
        }

        return null;
    }

    private static bool Begins(string text, int start, int mark)
    {
        var before = mark - 1;
        while (before >= start && text[before] is ' ' or '\t')
            before--;
        return before < start || text[before] is '\n' or '\r' || (before < mark - 1 && text[before] is ':' or '-' or '?');
    }
}
