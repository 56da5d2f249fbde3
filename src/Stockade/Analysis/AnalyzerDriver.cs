using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stockade.Analysis.Configuration;
using Stockade.Text;
using SemanticModel = Stockade.Semantics.SemanticModel;

namespace Stockade.Analysis;

/// <summary>
/// Runs rules over the model. Subjects are handled in parallel; the result is sorted by path, span and id, so scheduling never shows.
/// A rule that throws becomes a diagnostic of <c>ruleFailed</c> and the others go on.
/// </summary>
internal sealed class AnalyzerDriver(ImmutableArray<Rule> rules, Func<string, string, SourceLocation, RuleDiagnostic> ruleFailed)
{
    /// <summary>Which namespaces belong to the platform.</summary>
    public NamespaceClassifier Namespaces { get; init; } = NamespaceClassifier.Default;

    /// <summary>What the configuration sets for single rules.</summary>
    public RuleSettings Settings { get; init; } = new();

    public ImmutableArray<RuleDiagnostic> Run(SemanticModel model, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        var diagnostics = new ConcurrentBag<RuleDiagnostic>();
        void Report(RuleDiagnostic diagnostic) => diagnostics.Add(Namespaces.Lower(diagnostic));
        var namespaces = model.Scopes.Select(scope => NamespaceAnalysisContext.In(scope, model, Report).ToImmutableArray()).ToImmutableArray();
        var work = rules.SelectMany(rule => Plan(rule, model, namespaces, Report)).ToImmutableArray();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = maxDegreeOfParallelism > 0 ? maxDegreeOfParallelism : -1,
            CancellationToken = cancellationToken,
        };
        Parallel.ForEach(work, options, item =>
        {
            try
            {
                item.Action();
            }
#pragma warning disable CA1031 // The one place that catches everything: a defect in one rule must not hide what the others found.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                diagnostics.Add(ruleFailed(item.Rule.Descriptor.Id, exception.ToString(), item.Place));
            }
        });

        var kustomizations = new KustomizationPlaces(model.Scopes);

        // Scopes that share a file report the same thing in it: the first scope by name speaks for all.
        return
        [
            .. diagnostics
                .OrderBy(static diagnostic => diagnostic, RuleDiagnosticComparer.Instance)
                .ThenBy(static diagnostic => diagnostic.Subject.Scope, StringComparer.Ordinal)
                .GroupBy(static diagnostic => diagnostic, RuleDiagnosticComparer.Instance)
                .Select(group => NameTemplates(kustomizations.Complete(group.Key, group.Select(static diagnostic => diagnostic.Subject.Scope)), model)),
        ];
    }

    private static RuleDiagnostic NameTemplates(RuleDiagnostic diagnostic, SemanticModel model) => diagnostic with
    {
        Template = model.Templates.Find(diagnostic.Location),
        Related = [.. diagnostic.Related.Select(related => related with { Template = model.Templates.Find(related.Location) })],
    };

    private IEnumerable<(Rule Rule, SourceLocation Place, Action Action)> Plan(
        Rule rule, SemanticModel model, ImmutableArray<ImmutableArray<NamespaceAnalysisContext>> namespaces, Action<RuleDiagnostic> report)
    {
        var context = new AnalysisContext { Settings = Settings };
        rule.Initialize(context);

        foreach (var action in context.ModelActions)
            yield return (rule, default, () => action(new ModelAnalysisContext(model, report)));

        foreach (var action in context.ClusterActions)
        {
            foreach (var cluster in model.Clusters)
                yield return (rule, cluster.Location, () => action(new ClusterAnalysisContext(model, cluster, report)));
        }

        foreach (var (scope, subjects) in model.Scopes.Zip(namespaces))
        {
            foreach (var action in context.ScopeActions)
                yield return (rule, default, () => action(new ScopeAnalysisContext(model, scope, report)));

            foreach (var action in context.PolicyActions)
            {
                foreach (var policy in scope.Policies)
                    yield return (rule, policy.Object.NameLocation, () => action(new PolicyAnalysisContext(model, scope, policy, report)));
            }

            if (context.NamespaceActions.IsEmpty)
                continue;
            foreach (var subject in subjects)
            {
                foreach (var action in context.NamespaceActions)
                    yield return (rule, subject.Workloads[0].Object.NameLocation, () => action(subject));
            }
        }
    }
}
