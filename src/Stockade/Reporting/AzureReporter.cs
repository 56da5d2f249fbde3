using System.Globalization;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>Issues of Azure Pipelines: logging commands, escaped as azure-pipelines-task-lib escapes them (learn.microsoft.com, "Logging commands").</summary>
internal static class AzureReporter
{
    public static void Write(Report report, TextWriter writer)
    {
        foreach (var diagnostic in report.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))
            WriteIssue(diagnostic, report, writer);

        // The pipeline knows errors and warnings only.
        ConciseReporter.Write(
            report with { Diagnostics = [.. report.Diagnostics.Where(static diagnostic => diagnostic.Severity < DiagnosticSeverity.Warning)] },
            writer);
        SummaryText.Write(report, writer);

        // A step that fails does so by its exit code; one that passes with issues has to be said.
        if (report.Options.IsPassing && report.Summary.Errors + report.Summary.Warnings > 0)
            writer.Write("##vso[task.complete result=SucceededWithIssues;]\n");
    }

    private static void WriteIssue(RuleDiagnostic diagnostic, Report report, TextWriter writer)
    {
        var isError = diagnostic.Severity == DiagnosticSeverity.Error;
        writer.Write($"##vso[task.logissue type={(isError ? "error" : "warning")};");
        if (diagnostic.Location.File is { } file)
        {
            // The agent looks for the file from a folder of its own, and makes an absolute path relative to the repository.
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"sourcepath={EscapeProperty(ReportPaths.Absolute(file, report))};linenumber={diagnostic.Location.Line};columnnumber={diagnostic.Location.Column};"));
        }

        writer.Write($"code={EscapeProperty(diagnostic.Id)};]{EscapeMessage(diagnostic.MessageWithTemplate)}\n");
    }

    private static string EscapeMessage(string text) => PrintableText.Escape(text).Replace("%", "%AZP25", StringComparison.Ordinal);

    private static string EscapeProperty(string text) =>
        EscapeMessage(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
}
