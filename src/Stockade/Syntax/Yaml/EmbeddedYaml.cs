using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Syntax.Yaml;

/// <summary>Reads YAML that stands in a scalar of another document. In a literal block every node has its own place; else it has that of the scalar.</summary>
internal static class EmbeddedYaml
{
    private const int MarkerLength = 3;

    public static ImmutableArray<YamlDocument> Read(YamlScalar scalar) => scalar.Style is YamlScalarStyle.Literal ? ReadBlock(scalar) ?? ReadValue(scalar) : ReadValue(scalar);

    /// <summary>Null where the lines do not all begin with the spaces of the first one.</summary>
    private static ImmutableArray<YamlDocument>? ReadBlock(YamlScalar scalar)
    {
        var text = scalar.File.Content;
        var lineEnd = EndOfLine(text, scalar.Span.Start, scalar.Span.End);
        if (text.AsSpan(scalar.Span.Start, lineEnd - scalar.Span.Start).IndexOfAnyInRange('0', '9') >= 0)
            return null;

        var documents = ImmutableArray.CreateBuilder<YamlDocument>();
        var indentation = -1;
        var start = LineBreak.Skip(text, lineEnd);
        var contentStart = -1;
        for (var line = start; line < scalar.Span.End; line = LineBreak.Skip(text, lineEnd))
        {
            lineEnd = EndOfLine(text, line, scalar.Span.End);
            var content = line;
            while (content < lineEnd && text[content] == ' ')
                content++;
            if (content == lineEnd)
                continue;
            indentation = indentation < 0 ? content - line : indentation;
            if (content - line < indentation)
                return null;
            if (IsMarker(text, line + indentation, lineEnd))
            {
                if (contentStart >= 0)
                    documents.Add(Parse(scalar.File, text, new YamlSegment(start, contentStart, line, null)));
                start = line + indentation + MarkerLength < lineEnd ? line + indentation + MarkerLength : LineBreak.Skip(text, lineEnd);
                contentStart = -1;
                continue;
            }

            if (contentStart < 0 && text[content] != '#')
                contentStart = content;
        }

        if (contentStart >= 0)
            documents.Add(Parse(scalar.File, text, new YamlSegment(start, contentStart, scalar.Span.End, null)));
        return documents.ToImmutable();
    }

    private static ImmutableArray<YamlDocument> ReadValue(YamlScalar scalar)
    {
        var file = new SourceFile(scalar.File.Path, scalar.Value);
        return
        [
            .. YamlStreamSplitter.Split(scalar.Value).Select(segment =>
            {
                var document = Parse(file, scalar.Value, segment);
                var root = document.Root is null ? null : Place(document.Root, scalar);
                return new YamlDocument(scalar.File, scalar.Span, root, [.. document.Errors.Select(error => new SyntaxError(scalar.Location, error.Message))]) { TemplateMark = document.TemplateMark };
            }),
        ];
    }

    private static YamlNode Place(YamlNode node, YamlScalar at) => node switch
    {
        YamlMapping mapping => new YamlMapping(
            at.File, at.Span, [.. mapping.Entries.Select(entry => new YamlEntry((YamlScalar)Place(entry.Key, at), Place(entry.Value, at)))]) { Tag = node.Tag },
        YamlSequence sequence => new YamlSequence(at.File, at.Span, [.. sequence.Items.Select(item => Place(item, at))]) { Tag = node.Tag },
        YamlScalar scalar => new YamlScalar(at.File, at.Span, scalar.Value, scalar.Style) { Tag = node.Tag },
        _ => node,
    };

    private static YamlDocument Parse(SourceFile file, string text, YamlSegment segment) => new YamlTreeBuilder(file, text, segment).Build();

    private static bool IsMarker(string text, int position, int lineEnd) =>
        lineEnd - position >= MarkerLength && string.CompareOrdinal(text, position, "---", 0, MarkerLength) == 0
        && (lineEnd - position == MarkerLength || text[position + MarkerLength] is ' ');

    private static int EndOfLine(string text, int position, int end) => Math.Min(LineBreak.EndOfLine(text, position), end);
}
