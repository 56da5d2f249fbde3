using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class FieldIsUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.FieldIsUnknown;

    public override void Initialize(AnalysisContext context)
    {
        context.RegisterPolicyAction(AnalyzePolicy);
        context.RegisterModelAction(AnalyzeModel);
    }

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        foreach (var unknown in PolicyFields.FindUnknown(context.Policy))
            Report(context, unknown, context.Scope, context.Policy.Object);
    }

    /// <summary>What policies refer to: each object once, however many scopes have it, and those that are refused as well.</summary>
    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        var known = context.Model.Scopes.SelectMany(static scope => scope.PolicyReferences, static (scope, item) => (Scope: (DeploymentScope?)scope, Object: item));
        var refused = context.Model.RejectedObjects.Select(static rejected => (Scope: (DeploymentScope?)null, rejected.Object));
        foreach (var (scope, item) in known.Concat(refused).DistinctBy(static pair => pair.Object.NameLocation))
        {
            foreach (var unknown in PolicyFields.FindUnknown(item))
                Report(context, unknown, scope, item);
        }
    }

    private static void Report(SubjectAnalysisContext context, UnknownField unknown, DeploymentScope? scope, KubernetesObject item) =>
        context.ReportDiagnostic(RuleDiagnostics.FieldIsUnknown(
            at: unknown.Key.Location,
            new DiagnosticSubject { Scope = scope?.Name, Namespace = item.Namespace, Policy = item.Id, Cause = unknown.Path },
            field: unknown.Key.Value,
            parent: unknown.Parent,
            hint: unknown.Suggestion is null ? string.Empty : $"; did you mean '{unknown.Suggestion}'"));
}
