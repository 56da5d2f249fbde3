using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stockade.Analysis.Configuration;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Helm;
using Stockade.Syntax.Yaml;
using Stockade.Text;
using Stockade.Workspace;
using Stockade.Workspace.Helm;

namespace Stockade;

/// <summary>Lets helm render the charts of a run, where the user asks for it, with each set of values that the configuration gives them.</summary>
internal sealed class ChartLoader
{
    // helm uses several processors by itself.
    private const int MostAtATime = 4;

    private readonly AnalysisOptions _options;
    private readonly HelmLimits _limits;
    private readonly WorkspaceRequest _request;
    private readonly string _configurationPath;
    private readonly ImmutableArray<string> _askedKinds;

    private ChartLoader(AnalysisOptions options, RunConfiguration configuration, HelmLimits limits)
    {
        _options = options;
        _limits = limits;
        _configurationPath = configuration.Path;
        _askedKinds = configuration.AskedKinds;
        _request = new WorkspaceRequest { RootDirectory = options.RootDirectory, IncludeIgnoredFiles = options.IncludeIgnoredFiles };
    }

    /// <summary>One for each chart and set of values, in the order of their names. Charts that are not asked for are left out.</summary>
    public static ImmutableArray<ChartRendering> Render(
        ImmutableArray<YamlDocument> documents, AnalysisOptions options, RunConfiguration configuration, string defaultNamespace, HelmLimits? limits = null, CancellationToken cancellationToken = default)
    {
        if (!options.RenderCharts)
            return [];
        var loader = new ChartLoader(options, configuration, limits ?? new HelmLimits());
        var configured = configuration.Charts.ToDictionary(static chart => chart.Path, StringComparer.Ordinal);
        var plans = HelmChart.Find(documents)
            .Where(static chart => !chart.IsLibrary)
            .SelectMany(chart => SetsOf(chart, configured.GetValueOrDefault(chart.Folder), defaultNamespace))
            .OrderBy(static plan => plan.Name, StringComparer.Ordinal)
            .ToArray();
        if (options.HelmFile is not { } helm)
            return [.. plans.Select(static plan => plan.Fail("there is no 'helm' on the PATH"))];

        var templates = plans.Select(static plan => plan.Chart.Folder).Distinct(StringComparer.Ordinal)
            .ToDictionary(static folder => folder, folder => ChartFolder.Read(options.RootDirectory, folder, loader._limits), StringComparer.Ordinal);
        using var program = new HelmProgram(helm, loader._limits);
        var results = new ChartRendering[plans.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism > 0 ? options.MaxDegreeOfParallelism : MostAtATime, CancellationToken = cancellationToken };
        Parallel.For(0, plans.Length, parallel, i => results[i] = loader.Render(plans[i], templates[plans[i].Chart.Folder], program, cancellationToken));
        return [.. results];
    }

    private static IEnumerable<Plan> SetsOf(HelmChart chart, ChartConfiguration? configured, string defaultNamespace)
    {
        var own = configured ?? new ChartConfiguration { Path = chart.Folder };
        ImmutableArray<ValueSetConfiguration> sets = own.Values.IsEmpty ? [new ValueSetConfiguration { Name = string.Empty }] : own.Values;
        return sets.Select(set => new Plan(
            chart,
            set,
            FirstGiven(set.Release, own.Release, IsRelease(chart.Name) ? chart.Name : "release"),
            FirstGiven(set.Namespace, own.Namespace, defaultNamespace)));
    }

    /// <summary>As helm demands it (ValidateReleaseName): its objects need room for what they add to it.</summary>
    private static bool IsRelease(string name) => name.Length <= 53 && NameSyntax.IsSubdomain(name);

    private static string FirstGiven(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
                return text;
        }

        return string.Empty;
    }

    private ChartRendering Render(Plan plan, (ImmutableDictionary<string, SourceFile> Templates, string? Refusal) folder, HelmProgram program, CancellationToken cancellationToken)
    {
        if (folder.Refusal is { } refusal)
            return plan.Fail(refusal);
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var file in plan.Set.Files)
        {
            if (!TryFind(file, out var full))
                return plan.Fail($"there is no file '{file}' that is read");
            files.Add(full);
        }

        var chart = plan.Chart;
        var outcome = program.Render(new HelmCommand(Path.GetFullPath(chart.Folder, _options.RootDirectory), plan.Release, plan.Namespace, files.ToImmutable()), cancellationToken);
        if (outcome.Output is null)
            return plan.Fail(WithoutRoot(outcome.Error!));
        var rendered = new RenderedText(plan.Name, outcome.Output, chart.Location, folder.Templates) { Aliases = chart.Aliases };
        var values = chart.Folder is "." ? "values.yaml" : $"{chart.Folder}/values.yaml";
        return new ChartRendering
        {
            Chart = chart,
            Name = plan.Name,
            Namespace = plan.Namespace,
            Cluster = plan.Set.Cluster,
            Because = $"helm renders chart '{chart.Name}' {(plan.Set.Name.Length > 0 ? $"with the values '{plan.Set.Name}' of '{_configurationPath}'" : "with its own values")} as release '{plan.Release}' in namespace '{plan.Namespace}'",
            Chain = [chart.Location.File.Path, .. TryFind(values, out _) ? [values] : ImmutableArray<string>.Empty, .. plan.Set.Files],
            Documents = ModelLoader.ReadDocuments(rendered.File, isNamed: false, _askedKinds),
        };
    }

    private bool TryFind(string path, [NotNullWhen(true)] out string? full) => (full = WorkspaceWalker.FindFile(_request, path)) is not null;

    /// <summary>helm names files by their whole paths, which differ from machine to machine.</summary>
    private string WithoutRoot(string message) =>
        message.Replace(Path.TrimEndingDirectorySeparator(_options.RootDirectory) + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal);

    private sealed record Plan(HelmChart Chart, ValueSetConfiguration Set, string Release, string Namespace)
    {
        public string Name { get; } = Set.Name.Length > 0 ? $"{Chart.Folder}:{Set.Name}" : Chart.Folder;

        public ChartRendering Fail(string reason) => new()
        {
            Chart = Chart,
            Name = Name,
            Failure = $"Helm chart '{Chart.Name}' is not rendered{(Set.Name.Length > 0 ? $" with the values '{Set.Name}'" : string.Empty)}: {reason}",
        };
    }
}
