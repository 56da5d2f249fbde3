using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Helm;

/// <summary>What helm made of a chart, with the way back from its text to the templates.</summary>
internal sealed class RenderedText
{
    private const string Marker = "# Source: ";

    /// <summary>A line that tells what is meant; a longer one is a certificate or a program.</summary>
    private const int MostQuoted = 120;

    private readonly SourceLocation _chart;
    private readonly ImmutableDictionary<string, SourceFile> _templates;
    private readonly Lazy<ImmutableArray<Part>> _parts;

    /// <param name="path">What the text is called; no file has this name.</param>
    /// <param name="text">What helm wrote.</param>
    /// <param name="chart">Where the chart is named, for what comes from a template that cannot be read.</param>
    /// <param name="templates">The templates by their paths in the chart.</param>
    public RenderedText(string path, string text, SourceLocation chart, ImmutableDictionary<string, SourceFile> templates)
    {
        _chart = chart;
        _templates = templates;
        _parts = new Lazy<ImmutableArray<Part>>(FindParts);
        File = new SourceFile(path, text) { Origins = Find };
    }

    public SourceFile File { get; }

    /// <summary>The names under which the chart uses others, with those of their folders.</summary>
    public ImmutableDictionary<string, string> Aliases { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The file of a template as helm names it (chart/templates/web.yaml), or null where it lies in a packed chart.</summary>
    private SourceFile? FindTemplate(string source)
    {
        var segments = source.Split('/');
        var path = string.Join('/', segments.Skip(1));
        if (_templates.TryGetValue(path, out var file) || segments is not [_, "charts", var alias, .. var rest] || !Aliases.TryGetValue(alias, out var name))
            return file;
        return _templates.GetValueOrDefault($"charts/{name}/{string.Join('/', rest)}");
    }

    private TextOrigin Find(TextSpan span)
    {
        var line = File.Lines.GetLinePosition(span.Start).Line;
        var made = File.Lines.GetLineSpan(line);
        var quoted = File.Content.AsSpan(made.Start, made.Length).Trim();
        var quotation = quoted.Length > MostQuoted ? $"{quoted[..MostQuoted]}…" : quoted.ToString();
        if (PartAt(line) is not { } part)
            return new TextOrigin(_chart, quotation, null);
        if (part.Alignment?.Value is not { } alignment)
            return new TextOrigin(_chart, quotation, part.Source);
        return alignment.Find(File, span) is { } place ? new TextOrigin(place, null, null) : new TextOrigin(alignment.FindStart(), quotation, null);
    }

    /// <summary>Helm begins every document with a line that names its template.</summary>
    private ImmutableArray<Part> FindParts()
    {
        var starts = new List<(int Line, string Source)>();
        for (var line = 1; line < File.Lines.Count; line++)
        {
            if (TextOf(line).StartsWith(Marker, StringComparison.Ordinal) && TextOf(line - 1) is "---")
                starts.Add((line + 1, TextOf(line)[Marker.Length..].Trim().ToString()));
        }

        return
        [
            .. starts.Select((start, i) =>
            {
                var end = i + 1 < starts.Count ? starts[i + 1].Line - 2 : File.Lines.Count;
                var template = FindTemplate(start.Source);
                return new Part(start.Line, start.Source, template is null ? null : new Lazy<TemplateAlignment>(() => TemplateAlignment.Create(File, start.Line, end, template)));
            }),
        ];
    }

    /// <summary>The last part that begins at or before a line.</summary>
    private Part? PartAt(int line)
    {
        var parts = _parts.Value;
        var (low, high) = (0, parts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (parts[middle].First <= line)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 ? parts[low - 1] : null;
    }

    private ReadOnlySpan<char> TextOf(int line)
    {
        var span = File.Lines.GetLineSpan(line);
        return File.Content.AsSpan(span.Start, span.Length);
    }

    private sealed record Part(int First, string Source, Lazy<TemplateAlignment>? Alignment);
}
