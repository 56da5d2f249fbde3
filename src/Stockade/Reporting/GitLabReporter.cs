using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Stockade.Analysis;
using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>GitLab's code quality report (docs.gitlab.com, "Code Quality", "Import code quality results").</summary>
internal static class GitLabReporter
{
    public static void Write(Report report, TextWriter writer) => JsonText.Write(writer, json =>
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (var diagnostic in report.Diagnostics)
            WriteIssue(diagnostic, report, seen, json);
        json.WriteEndArray();
    });

    private static void WriteIssue(RuleDiagnostic diagnostic, Report report, Dictionary<string, int> seen, Utf8JsonWriter json)
    {
        var file = diagnostic.Location.File;
        var span = file is null ? default : diagnostic.Location.LineSpan;
        json.WriteStartObject();
        json.WriteString("type", "issue");
        json.WriteString("check_name", diagnostic.Id);
        json.WriteString("description", diagnostic.MessageWithTemplate);
        json.WriteString("severity", SeverityOf(diagnostic.Severity));
        json.WriteStartArray("categories");
        json.WriteStringValue("Security");
        json.WriteEndArray();
        json.WriteString("fingerprint", UniqueFingerprint(diagnostic, seen));
        json.WriteStartObject("location");
        json.WriteString("path", file is null ? "." : ReportPaths.InRepository(file, report));
        json.WriteStartObject("positions");
        WritePosition("begin", span.Start, json);
        WritePosition("end", span.End, json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>GitLab shows one of several with the same fingerprint.</summary>
    private static string UniqueFingerprint(RuleDiagnostic diagnostic, Dictionary<string, int> seen)
    {
        var fingerprint = Fingerprint.Of(diagnostic);
        seen[fingerprint] = seen.GetValueOrDefault(fingerprint) + 1;
        return seen[fingerprint] == 1 ? fingerprint : $"{fingerprint}-{seen[fingerprint]}";
    }

    private static void WritePosition(string name, LinePosition position, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line + 1);
        json.WriteNumber("column", position.Character + 1);
        json.WriteEndObject();
    }

    private static string SeverityOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "critical",
        DiagnosticSeverity.Warning => "major",
        _ => "info",
    };
}
