namespace Stockade.Cli;

/// <summary>The service that the process runs in, as its variables tell.</summary>
internal static class BuildHost
{
    public static bool IsGitHub => IsTrue("GITHUB_ACTIONS");

    public static bool IsAzurePipelines => IsTrue("TF_BUILD");

    /// <summary>The format that the reader of standard output understands.</summary>
    public static ReportFormat Format => IsGitHub ? ReportFormat.GitHub : IsAzurePipelines ? ReportFormat.Azure : ReportFormat.Text;

    /// <summary>The file whose Markdown a GitHub workflow run shows on its summary page, or null.</summary>
    public static string? StepSummaryFile => Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } file ? file : null;

    private static bool IsTrue(string variable) => string.Equals(Environment.GetEnvironmentVariable(variable), "true", StringComparison.OrdinalIgnoreCase);
}
