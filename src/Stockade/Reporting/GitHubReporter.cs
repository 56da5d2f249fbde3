using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>
/// Annotations of GitHub Actions: workflow commands, escaped as @actions/core escapes them
/// (docs.github.com, "Workflow commands for GitHub Actions", "Setting an error message").
/// </summary>
internal static class GitHubReporter
{
    // What a step may annotate of each kind; the runner drops the rest without a word (actions/toolkit discussion 734).
    private const int MaximumAnnotations = 10;

    public static void Write(Report report, TextWriter writer)
    {
        var names = report.Pages.ToDictionary(static page => page.Id, static page => page.Name, StringComparer.Ordinal);
        var rest = ImmutableArray.CreateBuilder<RuleDiagnostic>();

        // A job has a limit of its own, so what matters most comes first.
        foreach (var kind in report.Diagnostics.GroupBy(static diagnostic => CommandOf(diagnostic.Severity), StringComparer.Ordinal).OrderByDescending(static kind => kind.First().Severity))
        {
            foreach (var (diagnostic, index) in kind.Select(static (diagnostic, index) => (diagnostic, index)))
            {
                if (index < MaximumAnnotations)
                    WriteAnnotation(diagnostic, kind.Key, names, report, writer);
                else
                    rest.Add(diagnostic);
            }
        }

        if (rest.Count > 0)
        {
            writer.Write($"{SummaryText.Count(rest.Count, "more diagnostic")} that GitHub would not annotate:\n");
            ConciseReporter.Write(report with { Diagnostics = [.. rest.OrderByDescending(static diagnostic => diagnostic.Severity)] }, writer);
        }

        SummaryText.Write(report, writer);
    }

    private static void WriteAnnotation(RuleDiagnostic diagnostic, string command, Dictionary<string, string> names, Report report, TextWriter writer)
    {
        var title = names.TryGetValue(diagnostic.Id, out var name) ? $"{diagnostic.Id} {name}" : diagnostic.Id;
        var place = string.Empty;
        writer.Write($"::{command} title={EscapeProperty(title)}");
        if (diagnostic.Location.File is { } file)
        {
            var span = diagnostic.Location.LineSpan;
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $",file={EscapeProperty(ReportPaths.InRepository(file, report))},line={span.Start.Line + 1},endLine={span.End.Line + 1}"));

            // The runner ignores columns of a range of several lines.
            if (span.Start.Line == span.End.Line)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $",col={span.Start.Character + 1},endColumn={span.End.Character + 1}"));

            // The log shows the message alone.
            place = string.Create(CultureInfo.InvariantCulture, $"{ReportPaths.Typed(file, report.Options)}:{span.Start.Line + 1}:{span.Start.Character + 1}: ");
        }

        writer.Write($"::{EscapeMessage($"{place}{diagnostic.MessageWithTemplate}")}\n");
    }

    private static string CommandOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "notice",
    };

    private static string EscapeMessage(string text) => PrintableText.Escape(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string EscapeProperty(string text) =>
        EscapeMessage(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
