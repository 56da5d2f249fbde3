using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class SelectorMatchesNothing : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SelectorMatchesNothing;

    public override void Initialize(AnalysisContext context) => context.RegisterModelAction(AnalyzeModel);

    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        var model = context.Model;

        // A workload that could not be read may be the very one that is selected.
        var isIncomplete = !model.NotAnalyzed.IsEmpty || !model.SyntaxErrors.IsEmpty || !model.RejectedObjects.IsEmpty;
        var deployments = model.Scopes.SelectMany(static scope => scope.Policies).CountBy(static policy => policy.Object.NameLocation).ToDictionary();
        var unmatched =
            from scope in model.Scopes

            // What a kustomization sets on its objects, labels among it, is not known where a part of it is not followed.
            where scope.Kind != ScopeKind.Kustomization || model.NotAnalyzed.IsEmpty
            let search = new SelectorSearch(scope, isIncomplete)
            from policy in scope.Policies
            from selector in search.Find(policy)
            group (Scope: scope, Selector: selector) by (policy.Object.NameLocation, selector.Path);

        // A policy that several scopes share does its work where any of them has the workload.
        foreach (var group in unmatched.Where(group => group.Count() == deployments[group.Key.NameLocation]))
            Report(context, group.First().Scope, group.First().Selector);
    }

    private static void Report(ModelAnalysisContext context, DeploymentScope scope, UnmatchedSelector selector)
    {
        var policy = selector.Policy;
        var cause = selector.Absence;
        ImmutableArray<RelatedLocation> related = [];
        if (selector.Nearest is { } nearest)
        {
            cause += $"; {nearest.Owner} {nearest.Has}";
            related = [new RelatedLocation(nearest.Location, nearest.Has)];
        }

        context.ReportDiagnostic(RuleDiagnostics.SelectorMatchesNothing(
            at: selector.Location,
            new DiagnosticSubject { Scope = scope.Name, Namespace = policy.Namespace, Policy = policy.Id, Cause = selector.Path },
            selector: selector.Path,
            policy: policy.Name,
            candidates: selector.Candidates,
            cause: cause,
            related: related));
    }
}
