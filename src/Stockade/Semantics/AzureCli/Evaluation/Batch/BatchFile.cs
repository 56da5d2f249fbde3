using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>A batch file with its lines and labels.</summary>
internal sealed class BatchFile
{
    private readonly List<int> _starts = [0];
    private readonly Dictionary<string, List<int>> _labels = new(StringComparer.OrdinalIgnoreCase);

    public BatchFile(ShellText text)
    {
        Text = text;
        var content = text.Content;
        for (var end = content.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = content.IndexOf('\n', end + 1))
            _starts.Add(end + 1);
        for (var line = 0; line < _starts.Count; line++)
        {
            if (LabelOf(Line(line)) is not { } label)
                continue;
            if (!_labels.TryGetValue(label, out var lines))
                _labels.Add(label, lines = []);
            lines.Add(line);
        }
    }

    public ShellText Text { get; }

    public SourceFile File => Text.File;

    public int LineCount => _starts.Count;

    public int Start(int line) => _starts[line];

    public ReadOnlySpan<char> Line(int line)
    {
        var end = line + 1 < _starts.Count ? _starts[line + 1] - 1 : Text.Content.Length;
        return Text.Content.AsSpan(_starts[line]..end);
    }

    public bool IsLabel(int line) => LabelOf(Line(line)) is not null;

    /// <summary>cmd looks for a label from the place it is at to the end of the file, then from the beginning.</summary>
    public int? FindLabel(string name, int from)
    {
        if (!_labels.TryGetValue(name, out var lines))
            return null;
        var index = lines.BinarySearch(from);
        index = index < 0 ? ~index : index;
        return lines[index < lines.Count ? index : 0];
    }

    /// <summary>The name in a text after a colon, or of a <c>goto</c>.</summary>
    public static string LabelName(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \t,;=:");
        var end = text.IndexOfAny(" \t,;=+:&|<>()\r");
        return (end < 0 ? text : text[..end]).ToString();
    }

    private static string? LabelOf(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" \t,;=");
        if (line is not [':', var first, ..] || first is ':')
            return null;
        var name = LabelName(line);
        return name.Length == 0 ? null : name;
    }
}
