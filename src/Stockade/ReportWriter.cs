using Stockade.Reporting;
using Stockade.Rules;

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
            Pages = RuleCatalog.Pages,
            Changes = result.Changes,
            PathErrors = result.PathErrors,
            HasInternalError = result.HasInternalError,
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
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        write(report, writer);
    }
}
