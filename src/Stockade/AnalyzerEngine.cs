using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Analysis.Baselines;
using Stockade.Analysis.Configuration;
using Stockade.Analysis.Suppressions;
using Stockade.Rules;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;
using Stockade.Workspace;
using Stockade.Workspace.Git;
using SemanticModel = Stockade.Semantics.SemanticModel;

namespace Stockade;

/// <summary>The public door of the engine: files in, diagnostics and model out. Safe to use from several threads.</summary>
public static class AnalyzerEngine
{
    /// <summary>Analyses files. Bad input is reported in the result, never thrown.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static AnalysisResult Analyze(AnalysisOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (configuration, configurationProblems) = ConfigurationLoader.Load(options);
        if (!configurationProblems.IsEmpty)
            return Refuse(configurationProblems, options);

        var request = RequestOf(options, configuration);
        var (baseline, baselineProblem) = ConfigurationLoader.LoadBaseline(options, configuration);
        if (baselineProblem is not null)
            return Refuse([baselineProblem], options);
        if (UnknownSelection(options, configuration) is { } unknown)
            return new AnalysisResult(new SemanticModel(), [], new AnalysisSummary()) { PathErrors = [unknown] };
        var before = default(Judgement);
        if (options.DiffRevision is { } revision)
        {
            (before, var error) = JudgeRevision(revision, request, options, configuration, cancellationToken);
            if (before is null)
                return new AnalysisResult(new SemanticModel(), [], new AnalysisSummary()) { RootDirectory = options.RootDirectory, PathErrors = [$"'{revision}' cannot be compared with: {error}"] };
        }

        var content = KustomizationFiles.Read(request, configuration.AskedKinds, cancellationToken);
        var judgement = Judge(content, options, configuration, cancellationToken);
        if (IsWhole(options) && ConfiguredModel.Check(configuration, judgement.Model) is { IsEmpty: false } mistakes)
            return Refuse(mistakes, options);
        if (options.Scope is { } scope && !judgement.Model.ScopeNames.Contains(scope, StringComparer.Ordinal))
            return new AnalysisResult(new SemanticModel(), [], new AnalysisSummary()) { RootDirectory = options.RootDirectory, PathErrors = [UnknownScope(scope, judgement.Model.ScopeNames)] };
        if (baseline is not null)
            judgement = judgement.Without(baseline.Divide(judgement.Shown, "known from the baseline"));
        if (before is not null)
            judgement = judgement.Without(new Baseline(before.Shown.Select(BaselineEntry.Of)).Divide(judgement.Shown, $"known from '{options.DiffRevision}'"));

        if (options.IncludeFixes)
            judgement = judgement with { Shown = AddFixes(judgement.Shown, content, options, configuration, cancellationToken) };

        var model = judgement.Model;
        return new AnalysisResult(model, judgement.Shown, Summarize(model, judgement.Shown, judgement.Suppressed.Length, content.FilesRead))
        {
            RootDirectory = options.RootDirectory,
            Suppressed = judgement.Suppressed,
            RuleDefinitions = configuration.RuleDefinitions,
            Changes = before is null ? null : RevisionChanges.Between(options.DiffRevision!, before.Model, model),
            BaselineFile = options.BaselineFile ?? (configuration.Baseline.Length > 0 ? configuration.Baseline : null),
            PathErrors = [.. content.Problems.Where(static problem => problem.IsPathError).Select(static problem => PrintableText.Escape(problem.Message))],
            FoundNothingToAnalyze = model is { Commands: [], Clusters: [], Scopes: [], RejectedObjects: [], AskedObjects: [], NotAnalyzed: [], SyntaxErrors: [] },
            HasInternalError = judgement.Shown.Any(static diagnostic => diagnostic.Id == Descriptors.RuleFailed.Id),
        };
    }

    /// <summary>Which files a run reads.</summary>
    internal static WorkspaceRequest RequestOf(AnalysisOptions options, RunConfiguration configuration) => new()
    {
        RootDirectory = options.RootDirectory,
        Paths = options.Paths,
        StandardInput = options.StandardInput,
        StandardInputName = options.StandardInputName,
        IncludeIgnoredFiles = options.IncludeIgnoredFiles,
        IncludeMarkdown = options.IncludeMarkdown || configuration.Markdown,
        MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
        FileRead = options.FileRead,
        Include = PathPatterns.Create(configuration.Include),
        Exclude = PathPatterns.Create(configuration.Exclude.Concat(options.ExcludedPaths.Select(path => PathPatterns.OfPath(options.RootDirectory, path)))),
    };

    /// <summary>With a fix for each diagnostic that has one; what a fix may not bring about is a finding of any rule.</summary>
    private static ImmutableArray<RuleDiagnostic> AddFixes(
        ImmutableArray<RuleDiagnostic> diagnostics, WorkspaceContent<ParsedFile> content, AnalysisOptions options, RunConfiguration configuration, CancellationToken cancellationToken)
    {
        var whole = options.Whole();
        var session = new FixSession(whole, configuration, content, Judge(content, whole, configuration, cancellationToken));
        return [.. diagnostics.Select(diagnostic => session.Find(diagnostic, includeUnsafe: true, cancellationToken) is var (fix, _) ? diagnostic with { Fixes = [fix] } : diagnostic)];
    }

    /// <summary>True where the run covers its whole root, so that what is not found is not there.</summary>
    private static bool IsWhole(AnalysisOptions options) =>
        options.Paths is [var path] && path != "-" && Path.GetRelativePath(options.RootDirectory, Path.GetFullPath(path, options.RootDirectory)) is ".";

    private static string? UnknownSelection(AnalysisOptions options, RunConfiguration configuration)
    {
        ImmutableArray<string> ids = [.. configuration.Pages(RuleCatalog.Pages).Select(static page => page.Id)];
        var unknown = options.Select.Concat(options.Ignore).FirstOrDefault(prefix => !ids.Any(id => id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
        return unknown is null ? null
            : NearestSpelling.Find(unknown, ids) is { } near ? $"no rule has an id that begins with '{unknown}'; did you mean '{near}'?"
            : $"no rule has an id that begins with '{unknown}'";
    }

    private static string UnknownScope(string name, ImmutableArray<string> names) =>
        NearestSpelling.Find(name, names) is { } near ? $"there is no scope '{name}'; did you mean '{near}'?"
        : names.IsEmpty ? $"there is no scope '{name}'"
        : $"there is no scope '{name}'; there are {string.Join(", ", names.Select(static known => $"'{known}'"))}";

    /// <summary>What the rules say of some content.</summary>
    internal static Judgement Judge(WorkspaceContent<ParsedFile> content, AnalysisOptions options, RunConfiguration configuration, CancellationToken cancellationToken)
    {
        var model = ModelLoader.Build(content, options, configuration, cancellationToken);
        var pages = configuration.Pages(RuleCatalog.Pages).Where(page => IsSelected(page.Id, options)).ToImmutableArray();
        var driver = new AnalyzerDriver([.. pages.Select(static page => page.Create())], ReportFailure)
        {
            Namespaces = new NamespaceClassifier(configuration.SystemNamespaces, configuration.ApplicationNamespaces),
            Settings = configuration.Rules,
        };
        var found = driver.Run(model, options.MaxDegreeOfParallelism, cancellationToken);
        var outcome = Suppress(found, model, [.. pages.Select(static page => page.Id)], options, configuration);
        var places = new TemplatePlaces(model.Scopes);
        return new Judgement(
            model,
            ConfiguredSeverities.Apply(places.Find(outcome.Shown), options, configuration),
            ConfiguredSeverities.Apply(places.Find(outcome.Suppressed), options, configuration));
    }

    /// <summary>What the rules say of the same request at a git revision, or why nothing can be said.</summary>
    private static (Judgement? Judgement, string? Error) JudgeRevision(
        string revision, WorkspaceRequest request, AnalysisOptions options, RunConfiguration configuration, CancellationToken cancellationToken)
    {
        if (options.RenderCharts)
            return (null, "helm cannot render the charts of a revision");
        if (options.Paths.Contains("-", StringComparer.Ordinal))
            return (null, "standard input has no history");
        try
        {
            using var tree = RevisionTree.Open(options.RootDirectory, revision);
            var content = KustomizationFiles.Read(request with { Tree = tree, FileRead = null }, configuration.AskedKinds, cancellationToken);
            return (Judge(content, options, configuration, cancellationToken), null);
        }
        catch (GitException e)
        {
            return (null, e.Message);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(static inner => inner is GitException))
        {
            return (null, e.InnerExceptions.Select(static inner => inner.Message).Min(StringComparer.Ordinal));
        }
    }

    /// <summary>Nothing is analysed with a configuration that is not understood: the result would look like any other.</summary>
    private static AnalysisResult Refuse(ImmutableArray<ConfigurationProblem> problems, AnalysisOptions options)
    {
        var diagnostics = problems.Select(ConfigurationLoader.Describe).Order(RuleDiagnosticComparer.Instance).ToImmutableArray();
        var model = new SemanticModel();
        return new AnalysisResult(model, diagnostics, Summarize(model, diagnostics, suppressed: 0, filesRead: 0))
        {
            RootDirectory = options.RootDirectory,
            ConfigurationErrors = [.. diagnostics.Select(static diagnostic => PrintableText.Escape($"{diagnostic.Location}: {diagnostic.Message}"))],
        };
    }

    /// <summary>A select or ignore entry is an id or a prefix of ids. The longest match wins; ignore wins a tie.</summary>
    internal static bool IsSelected(string id, AnalysisOptions options)
    {
        var select = options.Select.IsEmpty ? 0 : LongestPrefix(options.Select, id);
        var ignore = LongestPrefix(options.Ignore, id);
        return select >= 0 && (ignore < 0 || ignore < select);
    }

    private static int LongestPrefix(ImmutableArray<string> prefixes, string id)
    {
        var longest = -1;
        foreach (var prefix in prefixes)
        {
            if (prefix.Length > longest && id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                longest = prefix.Length;
        }

        return longest;
    }

    private static RuleDiagnostic ReportFailure(string rule, string error, SourceLocation at) =>
        RuleDiagnostics.RuleFailed(
            at: at.File is null ? new SourceFile("stockade", "").At(0, 0) : at,
            new DiagnosticSubject { Cause = rule },
            rule: rule,
            error: error);

    /// <summary>Takes out what is suppressed and adds what is wrong with the suppressions, where those two rules are selected.</summary>
    private static SuppressionOutcome Suppress(ImmutableArray<RuleDiagnostic> diagnostics, SemanticModel model, ImmutableArray<string> selected, AnalysisOptions options, RunConfiguration configuration)
    {
        var rules = configuration.Pages(RuleCatalog.Pages).Select(static page => page.Id).Where(static id => !SuppressionFilter.IsUnsuppressible(id));

        // What a rule that failed would have reported is not known, nor what is wrong in other scopes, so neither is which suppressions are unused.
        var ran = options.Scope is not null || diagnostics.Any(static diagnostic => diagnostic.Id == Descriptors.RuleFailed.Id) ? [] : selected;
        var outcome = new SuppressionFilter(rules, ran, options.Today).Apply(diagnostics, SuppressionCollector.Collect(model, [.. configuration.RuleDefinitions.Select(static rule => rule.Id)]));
        var problems = outcome.Problems.Select(Describe).Where(diagnostic => selected.Contains(diagnostic.Id, StringComparer.Ordinal)).ToImmutableArray();
        return problems.IsEmpty
            ? outcome
            : outcome with { Shown = [.. outcome.Shown.Concat(problems).Distinct(RuleDiagnosticComparer.Instance).Order(RuleDiagnosticComparer.Instance)] };
    }

    private static RuleDiagnostic Describe(SuppressionProblem problem)
    {
        var subject = new DiagnosticSubject { Cause = problem.LacksReason ? problem.Rules : problem.Message };
        return problem.LacksReason
            ? RuleDiagnostics.SuppressionHasNoReason(problem.Location, subject, rules: problem.Rules)
            : RuleDiagnostics.SuppressionHasNoEffect(problem.Location, subject, problem: problem.Message);
    }

    internal static AnalysisSummary Summarize(SemanticModel model, ImmutableArray<RuleDiagnostic> diagnostics, int suppressed, int filesRead)
    {
        var imds = model.Scopes.SelectMany(scope => scope.Workloads, (scope, workload) => model.GetVerdicts(scope, workload).Imds.Answer).ToLookup(static answer => answer);
        var clusters = model.Clusters.ToLookup(static cluster => cluster.ApiServer);
        return new AnalysisSummary
        {
            FilesRead = filesRead,
            Errors = diagnostics.Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
            Warnings = diagnostics.Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning),
            Infos = diagnostics.Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Info),
            Suppressed = suppressed,
            WorkloadsBlocked = imds[ImdsReachability.Blocked].Count(),
            WorkloadsReachable = imds[ImdsReachability.Reachable].Count(),
            WorkloadsUnknown = imds[ImdsReachability.Unknown].Count(),
            ClustersPrivate = clusters[ApiServerExposure.Private].Count(),
            ClustersRestricted = clusters[ApiServerExposure.Restricted].Count(),
            ClustersPublic = clusters[ApiServerExposure.Public].Count(),
            ClustersUnknown = clusters[ApiServerExposure.Unknown].Count(),
        };
    }
}
