using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Analysis.Fixes;

/// <summary>Edits of YAML and JSON text that leave everything else as it is: style, indentation, comments, line ends.</summary>
internal static class YamlEditor
{
    public static bool IsFlow(YamlNode node) => node.File.Content[node.Span.Start] is '{' or '[';

    public static string LineBreak(SourceFile file) => file.Content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>An entry with a flow value, behind an entry of a mapping. Both names are plain; JSON gets its quotes.</summary>
    public static TextEdit? AddEntry(YamlMapping mapping, YamlEntry behind, string key, string value)
    {
        var file = mapping.File;
        if (IsFlow(mapping))
            return new TextEdit(file.At(behind.Value.Span.End, behind.Value.Span.End), $", {Key(behind.Key, key)}: {value}");
        if (behind.Value is not YamlScalar { Style: not (YamlScalarStyle.Literal or YamlScalarStyle.Folded) } || behind.Value.Span.IsEmpty)
            return null;
        return OnNewLine(file, behind.Value.Span.End, ColumnOf(file, behind.Key.Span.Start), $"{key}: {value}");
    }

    /// <summary>An entry with a flow value, before all others of a mapping.</summary>
    public static TextEdit? AddFirstEntry(YamlMapping mapping, string key, string value)
    {
        var file = mapping.File;
        var isJson = file.Kind == FileKind.Json;
        if (mapping.Entries is not [var first, ..])
            return IsFlow(mapping) ? new TextEdit(mapping.Location, $"{{ {(isJson ? $"\"{key}\"" : key)}: {value} }}") : null;
        if (first.Key.File.Path != file.Path)
            return null;
        var start = first.Key.Span.Start;
        return new TextEdit(
            file.At(start, start),
            IsFlow(mapping) ? $"{Key(first.Key, key)}: {value}, " : $"{key}: {value}{LineBreak(file)}{new string(' ', ColumnOf(file, start))}");
    }

    /// <summary>An item behind the others of a list.</summary>
    public static TextEdit? AddItem(YamlSequence list, string value)
    {
        var file = list.File;
        if (IsFlow(list))
        {
            if (list.Items is not [.., var last])
                return new TextEdit(list.Location, $"[{Quoted(file, value)}]");
            return new TextEdit(file.At(last.Span.End, last.Span.End), $", {Quoted(file, value)}");
        }

        if (list.Items is not [.., YamlScalar item] || item.File.Path != file.Path)
            return null;

        // The dash stands before the item, on its line.
        var lineStart = file.Lines.GetLineSpan(file.Lines.GetLinePosition(item.Span.Start).Line).Start;
        var dash = file.Content.LastIndexOf('-', item.Span.Start - 1, item.Span.Start - lineStart);
        return dash < 0 || file.Content.AsSpan(lineStart, dash - lineStart).Trim(' ').Length > 0 ? null : OnNewLine(file, item.Span.End, dash - lineStart, $"- {value}");
    }

    /// <summary>A further document at the end of a file, or null where the file cannot take one.</summary>
    public static TextEdit? AppendDocument(SourceFile file, string text)
    {
        var content = file.Content;
        if (file.Kind != FileKind.Yaml || file.IsStandardInput || content.TrimEnd().EndsWith("\n...", StringComparison.Ordinal) || content.AsSpan().TrimStart() is ['{' or '[', ..])
            return null;
        var lines = LineBreak(file);
        var separator = content.Length == 0 || content.EndsWith('\n') ? "" : lines;
        return new TextEdit(file.At(content.Length, content.Length), separator + "---" + lines + text.ReplaceLineEndings(lines));
    }

    public static int ColumnOf(SourceFile file, int offset) => file.Lines.GetLinePosition(offset).Character;

    private static string Key(YamlScalar like, string key) => like.Style == YamlScalarStyle.DoubleQuoted ? $"\"{key}\"" : key;

    private static string Quoted(SourceFile file, string value) => file.Kind == FileKind.Json ? $"\"{value}\"" : value;

    /// <summary>A line below the one a node ends on; what stands behind the node on its line, a comment, stays there.</summary>
    private static TextEdit OnNewLine(SourceFile file, int end, int column, string text)
    {
        var line = file.Lines.GetLineSpan(file.Lines.GetLinePosition(end).Line);
        return new TextEdit(file.At(line.End, line.End), $"{LineBreak(file)}{new string(' ', column)}{text}");
    }
}
