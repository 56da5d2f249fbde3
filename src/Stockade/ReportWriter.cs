using Stockade.Reporting;
using Stockade.Rules;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Writes the diagnostics of a run in a format.</summary>
public static class ReportWriter
{
    /// <summary>Writes a whole report. The same result gives the same bytes.</summary>
    public static void Write(AnalysisResult result, ReportFormat format, TextWriter writer, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        var report = new Report
        {
            Diagnostics = result.Diagnostics,
            Suppressed = result.Suppressed,
            Summary = result.Summary,
            Pages = [.. RuleCatalog.Pages, .. result.RuleDefinitions.Select(static rule => rule.Page)],
            Changes = result.Changes,
            PathErrors = result.PathErrors,
            HasInternalError = result.HasInternalError,
            IsRefused = !result.ConfigurationErrors.IsEmpty,
            RootDirectory = result.RootDirectory,
            Repository = NamesRepository(format) && result.RootDirectory.Length > 0 ? SourceRepositoryReader.Read(result.RootDirectory) : SourceRepository.None,
            Options = options ?? new ReportOptions(),
        };
        Action<Report, TextWriter> write = format switch
        {
            ReportFormat.Text => TextReporter.Write,
            ReportFormat.Concise => ConciseReporter.Write,
            ReportFormat.MSBuild => MSBuildReporter.Write,
            ReportFormat.Json => JsonReporter.Write,
            ReportFormat.Sarif => SarifReporter.Write,
            ReportFormat.LineProtocol => LineProtocolReporter.Write,
            ReportFormat.GitHub => GitHubReporter.Write,
            ReportFormat.Azure => AzureReporter.Write,
            ReportFormat.GitLab => GitLabReporter.Write,
            ReportFormat.JUnit => JUnitReporter.Write,
            ReportFormat.Rdjson => RdjsonReporter.Write,
            ReportFormat.StepSummary => StepSummaryReporter.Write,
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        write(report, writer);
    }

    /// <summary>Only the formats whose readers start from the repository are worth the look into it.</summary>
    private static bool NamesRepository(ReportFormat format) =>
        format is ReportFormat.Sarif or ReportFormat.GitHub or ReportFormat.GitLab or ReportFormat.StepSummary;
}
