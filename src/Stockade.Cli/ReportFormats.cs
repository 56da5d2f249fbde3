using System.Collections.Immutable;

namespace Stockade.Cli;

/// <summary>The names of the formats.</summary>
internal static class ReportFormats
{
    public static ImmutableArray<(string Word, ReportFormat Value)> All { get; } =
    [
        ("text", ReportFormat.Text),
        ("concise", ReportFormat.Concise),
        ("msbuild", ReportFormat.MSBuild),
        ("json", ReportFormat.Json),
        ("sarif", ReportFormat.Sarif),
        ("github", ReportFormat.GitHub),
        ("azure", ReportFormat.Azure),
        ("gitlab", ReportFormat.GitLab),
        ("junit", ReportFormat.JUnit),
        ("rdjson", ReportFormat.Rdjson),
    ];
}
