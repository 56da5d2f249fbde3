using System.Globalization;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>
/// JUnit's XML, for servers that show nothing better: a suite a file, a case a diagnostic. An error or a warning is a failure, what is
/// suppressed a skipped test, and an info a test that passes with an output.
/// </summary>
internal static class JUnitReporter
{
    public static void Write(Report report, TextWriter writer)
    {
        var suites = report.Diagnostics.Concat(report.Suppressed)
            .GroupBy(diagnostic => diagnostic.Location.File is { } file ? ReportPaths.Typed(file, report.Options) : "stockade", StringComparer.Ordinal)
            .OrderBy(static suite => suite.Key, StringComparer.Ordinal)
            .Select(static suite => (Name: suite.Key, Cases: suite.ToList()))
            .ToList();
        var all = suites.SelectMany(static suite => suite.Cases).ToList();
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        writer.Write($"<testsuites name=\"stockade\" {Counts(all)}>\n");
        foreach (var (name, cases) in suites)
        {
            writer.Write($"  <testsuite name=\"{Escape(name)}\" {Counts(cases)}>\n");
            foreach (var diagnostic in cases)
                WriteCase(diagnostic, name, writer);
            writer.Write("  </testsuite>\n");
        }

        // Servers take a report without a test for a mistake.
        if (suites.Count == 0)
        {
            writer.Write($"  <testsuite name=\"stockade\" {Counts(all)}>\n");
            writer.Write("    <testcase classname=\"stockade\" name=\"no diagnostics\" />\n  </testsuite>\n");
        }

        writer.Write("</testsuites>\n");
    }

    private static void WriteCase(RuleDiagnostic diagnostic, string path, TextWriter writer)
    {
        var message = Escape(diagnostic.MessageWithTemplate);
        var place = diagnostic.Location.File is null
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $" at {diagnostic.Location.Line}:{diagnostic.Location.Column}");
        var line = diagnostic.Location.File is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" file=\"{Escape(path)}\" line=\"{diagnostic.Location.Line}\"");
        writer.Write($"    <testcase classname=\"{diagnostic.Id}\" name=\"{diagnostic.Id}{place}\"{line}>\n");
        if (diagnostic.Suppression is { } suppression)
        {
            writer.Write($"      <skipped message=\"{Escape(suppression.Reason)}\">{message}</skipped>\n");
        }
        else if (IsFailure(diagnostic))
        {
            writer.Write($"      <failure type=\"{SeverityNames.Of(diagnostic.Severity)}\" message=\"{message}\">");
            writer.Write($"{Escape(path)}{place}: {message}\n{Escape(diagnostic.Descriptor.HelpLinkUri)}</failure>\n");
        }
        else
        {
            writer.Write($"      <system-out>{message}</system-out>\n");
        }

        writer.Write("    </testcase>\n");
    }

    private static bool IsFailure(RuleDiagnostic diagnostic) => diagnostic is { Suppression: null, Severity: >= DiagnosticSeverity.Warning };

    private static string Counts(List<RuleDiagnostic> cases)
    {
        var failures = cases.Count(IsFailure);
        var skipped = cases.Count(static diagnostic => diagnostic.Suppression is not null);
        return string.Create(CultureInfo.InvariantCulture, $"tests=\"{Math.Max(1, cases.Count)}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"");
    }

    /// <summary>XML 1.0 has no way to write most controls, so they are escaped as in every other report.</summary>
    private static string Escape(string text) =>
        PrintableText.Escape(text)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
