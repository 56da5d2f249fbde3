using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class FieldIsUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.FieldIsUnknown;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        var policy = context.Policy;
        foreach (var unknown in PolicyFields.FindUnknown(policy))
        {
            context.ReportDiagnostic(RuleDiagnostics.FieldIsUnknown(
                at: unknown.Key.Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = policy.Namespace, Policy = policy.Id, Cause = unknown.Path },
                field: unknown.Key.Value,
                parent: unknown.Parent,
                hint: unknown.Suggestion is null ? string.Empty : $"; did you mean '{unknown.Suggestion}'"));
        }
    }
}
