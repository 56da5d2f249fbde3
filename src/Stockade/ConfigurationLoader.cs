using System.Collections.Immutable;
using Stockade.Analysis;
using Stockade.Analysis.Configuration;
using Stockade.Rules;
using Stockade.Workspace;

namespace Stockade;

/// <summary>Reads the configuration of a run from the disk.</summary>
internal static class ConfigurationLoader
{
    /// <summary>What <c>stockade.yaml</c> (or the file that was named) says, and what is wrong with it.</summary>
    public static (RunConfiguration Configuration, ImmutableArray<ConfigurationProblem> Problems) Load(AnalysisOptions options)
    {
        var (file, error) = ConfigurationFinder.ReadRunConfiguration(options.RootDirectory, options.ConfigurationFile);
        if (error is not null)
            return (new RunConfiguration(), [new ConfigurationProblem(file!.At(0, 0), error)]);
        if (file is null)
            return (new RunConfiguration(), []);
        var vocabulary = new ConfigurationVocabulary([.. RuleCatalog.Pages.Select(static page => page.Id)], PathPatterns.Check);
        var (configuration, problems) = ConfigurationReader.Read(file, vocabulary);
        return (configuration, [.. problems.Concat(NotEvaluated(configuration).Select(key => new ConfigurationProblem(file.At(0, 0), $"'{key}' is not evaluated in this version")))]);
    }

    /// <summary>What the file may say and no part of this version heeds: to pass over it would pretend otherwise.</summary>
    private static IEnumerable<string> NotEvaluated(RunConfiguration configuration)
    {
        if (!configuration.Scopes.IsEmpty)
            yield return "scopes";
        if (!configuration.Clusters.IsEmpty)
            yield return "clusters";
        if (configuration.Baseline.Length > 0)
            yield return "baseline";
        if (configuration.Markdown)
            yield return "markdown";
        if (configuration.Rules != new RuleSettings())
            yield return "rules";
    }

    public static RuleDiagnostic Describe(ConfigurationProblem problem) =>
        RuleDiagnostics.ConfigurationIsInvalid(problem.Location, new DiagnosticSubject { Cause = problem.Message }, problem: problem.Message);
}
