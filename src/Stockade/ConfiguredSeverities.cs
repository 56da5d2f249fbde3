using System.Collections.Immutable;
using Stockade.Analysis;
using Stockade.Analysis.Configuration;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Joins what the disk says about severities with the diagnostics.</summary>
internal static class ConfiguredSeverities
{
    /// <summary>Only folders of files that carry a diagnostic are searched, so a clean run reads nothing.</summary>
    public static ImmutableArray<RuleDiagnostic> Apply(ImmutableArray<RuleDiagnostic> diagnostics, AnalysisOptions options, RunConfiguration configuration)
    {
        var rootDirectory = options.RootDirectory;
        var folders = diagnostics
            .Select(static diagnostic => diagnostic.Location.File?.Path)
            .OfType<string>()
            .Select(path => Path.GetDirectoryName(Path.Combine(rootDirectory, path)))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
        var files = ConfigurationFinder.Find(folders).Select(static file => (file.Path, file.Text));
        return SeverityOptions.Create(files, configuration.Severity, options.Select).Apply(diagnostics, rootDirectory);
    }
}
