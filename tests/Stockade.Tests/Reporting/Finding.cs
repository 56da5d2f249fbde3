using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Reporting;
using Stockade.Text;

namespace Stockade.Tests.Reporting;

/// <summary>A diagnostic made by hand: <c>[|…|]</c> marks its place, <c>{label|…|}</c> a related one.</summary>
internal sealed class Finding
{
    private readonly List<RelatedLocation> _related = [];
    private SourceLocation _primary;

    public string Message { get; init; } = "the message";

    public DiagnosticSeverity Severity { get; init; } = DiagnosticSeverity.Warning;

    public DiagnosticSubject Subject { get; init; } = new() { Namespace = "shop", Workload = "shop/Deployment/web" };

    public string? Template { get; init; }

    public string HelpLink { get; init; } = "https://example.test/AKS4001.md";

    public Finding In(string path, string marked)
    {
        var content = new System.Text.StringBuilder();
        var spans = new List<(int Start, int End, string? Label)>();
        var open = new Stack<(int Start, string? Label)>();
        for (var index = 0; index < marked.Length; index++)
        {
            if (marked.AsSpan(index).StartsWith("[|"))
            {
                open.Push((content.Length, null));
                index++;
            }
            else if (marked[index] == '{' && marked.IndexOf('|', index) is var bar and > 0)
            {
                open.Push((content.Length, marked[(index + 1)..bar]));
                index = bar;
            }
            else if (marked[index] == '|' && index + 1 < marked.Length && marked[index + 1] is ']' or '}')
            {
                var (start, label) = open.Pop();
                spans.Add((start, content.Length, label));
                index++;
            }
            else
            {
                content.Append(marked[index]);
            }
        }

        var file = new SourceFile(path, content.ToString());
        foreach (var (start, end, label) in spans)
        {
            if (label is null)
                _primary = file.At(start, end);
            else
                _related.Add(new RelatedLocation(file.At(start, end), label));
        }

        return this;
    }

    public RuleDiagnostic ToDiagnostic() => new()
    {
        Descriptor = new DiagnosticDescriptor(
            "AKS4001", "A workload can reach the metadata service", "{0}", "Metadata", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink),
        Location = _primary,
        Arguments = [Message],
        Subject = Subject,
        Related = [.. _related],
        Severity = Severity,
        Template = Template,
    };

    public string ToText(int width = 100, bool color = false)
    {
        var writer = new StringWriter();
        TextReporter.WriteDiagnostic(ToDiagnostic(), writer, new ReportOptions { Width = width, UseColor = color, UseHyperlinks = color });
        return writer.ToString();
    }

    public string Write(Action<Report, TextWriter> reporter, ReportOptions? options = null)
    {
        var writer = new StringWriter();
        reporter(ToReport(options), writer);
        return writer.ToString();
    }

    public Report ToReport(ReportOptions? options = null) => new()
    {
        Diagnostics = [ToDiagnostic()],
        Summary = new AnalysisSummary { Warnings = 1, FilesRead = 1 },
        Options = options ?? new ReportOptions(),
        ToolVersion = "1.2.3",
        Pages = ImmutableArray<RulePage>.Empty,
    };
}
