namespace Stockade.Tests;

/// <summary>Reports as strings.</summary>
internal static class ReportText
{
    public static string Of(AnalysisResult result, ReportFormat format)
    {
        var writer = new StringWriter { NewLine = "\n" };
        ReportWriter.Write(result, format, writer, new ReportOptions { Width = 120 });
        return writer.ToString();
    }

    /// <summary>The frames of one rule.</summary>
    public static string Frames(AnalysisResult result, string id) =>
        Frames(new AnalysisResult(result.Model, [.. result.Diagnostics.Where(diagnostic => diagnostic.Id == id)], result.Summary));

    /// <summary>The text report without its count line.</summary>
    public static string Frames(AnalysisResult result)
    {
        var text = Of(result, ReportFormat.Text).TrimEnd('\n');
        var lastLine = text.LastIndexOf('\n');
        return lastLine < 0 ? "" : text[..lastLine].TrimEnd('\n');
    }
}
