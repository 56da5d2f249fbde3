using System.Collections.Immutable;
using Stockade.Analysis;
using Stockade.Analysis.Baselines;
using Stockade.Analysis.Configuration;
using Stockade.Rules;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Reads the configuration of a run from the disk.</summary>
internal static class ConfigurationLoader
{
    private const long MaximumBaselineSize = 64 * 1024 * 1024;
    private const long MaximumRuleSize = 1024 * 1024;

    /// <summary>What <c>stockade.yaml</c> (or the file that was named) says, and what is wrong with it.</summary>
    public static (RunConfiguration Configuration, ImmutableArray<ConfigurationProblem> Problems) Load(AnalysisOptions options)
    {
        var (file, error) = ConfigurationFinder.ReadRunConfiguration(options.RootDirectory, options.ConfigurationFile);
        if (error is not null)
            return (new RunConfiguration(), [new ConfigurationProblem(file!.At(0, 0), error)]);
        if (file is null)
            return (new RunConfiguration(), []);
        var vocabulary = new ConfigurationVocabulary([.. RuleCatalog.Pages.Select(static page => page.Id)], PathPatterns.Check, path => OpenRule(options.RootDirectory, path));
        var (configuration, problems) = ConfigurationReader.Read(file, vocabulary);
        return (configuration, [.. problems, .. MissingFilesOfCharts(options, configuration)]);
    }

    private static IEnumerable<ConfigurationProblem> MissingFilesOfCharts(AnalysisOptions options, RunConfiguration configuration)
    {
        var request = new WorkspaceRequest { RootDirectory = options.RootDirectory, IncludeIgnoredFiles = options.IncludeIgnoredFiles };
        foreach (var chart in configuration.Charts)
        {
            if (WorkspaceWalker.FindFile(request, $"{chart.Path}/Chart.yaml") is null)
                yield return new ConfigurationProblem(chart.Location, $"there is no chart '{chart.Path}', or git ignores it");
            foreach (var set in chart.Values)
            {
                foreach (var (file, location) in set.Files.Zip(set.FileLocations))
                {
                    if (file.Length > 0 && WorkspaceWalker.FindFile(request, file) is null)
                        yield return new ConfigurationProblem(location, $"there is no file '{file}', or git ignores it");
                }
            }
        }
    }

    private static (SourceFile? File, string? Error) OpenRule(string rootDirectory, string path)
    {
        var (file, error) = ConfigurationFinder.ReadFileInside(rootDirectory, path, MaximumRuleSize);
        return file is null || error is not null ? (null, error) : (file, path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? null : "a rule is a Markdown page (.md)");
    }

    /// <summary>The known findings, or what is wrong with their file. Without them a run would report all over again, so they have to be there.</summary>
    public static (Baseline? Baseline, ConfigurationProblem? Problem) LoadBaseline(AnalysisOptions options, RunConfiguration configuration)
    {
        var path = options.BaselineFile ?? configuration.Baseline;
        if (options.IgnoreBaseline || path.Length == 0)
            return (null, null);
        var (file, error) = options.BaselineFile is null
            ? ConfigurationFinder.ReadFileInside(options.RootDirectory, path, MaximumBaselineSize)
            : ConfigurationFinder.ReadFile(options.RootDirectory, path, MaximumBaselineSize);
        if (file is null)
        {
            var location = options.BaselineFile is null ? configuration.BaselineLocation : new SourceFile(path, string.Empty).At(0, 0);
            return (null, new ConfigurationProblem(location, $"the baseline '{path}' cannot be read: {error}"));
        }

        var (baseline, problem, line) = error is null ? BaselineFormat.Read(file.Content) : (null, error, 0);
        var start = file.Lines.GetLineSpan(Math.Min(line, file.Lines.Count - 1)).Start;
        return baseline is null ? (null, new ConfigurationProblem(file.At(start, start), $"the baseline cannot be read: {problem}")) : (baseline, null);
    }

    public static RuleDiagnostic Describe(ConfigurationProblem problem) =>
        RuleDiagnostics.ConfigurationIsInvalid(problem.Location, new DiagnosticSubject { Cause = problem.Message }, problem: problem.Message);
}
