using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>The paths of files as the different readers of a report know them.</summary>
internal static class ReportPaths
{
    /// <summary>As somebody in the current folder would type it; safe to print.</summary>
    public static string Typed(SourceFile file, ReportOptions options) => PrintableText.Escape(file.IsStandardInput ? file.Path : options.PathPrefix + file.Path);

    /// <summary>Relative to the repository, with <c>/</c>.</summary>
    public static string InRepository(SourceFile file, Report report) => file.IsStandardInput ? file.Path : report.Repository.Prefix + file.Path;

    /// <summary>Absolute, where the run has a root.</summary>
    public static string Absolute(SourceFile file, Report report) =>
        file.IsStandardInput || report.RootDirectory.Length == 0 ? file.Path : Path.Combine(report.RootDirectory, file.Path);
}
