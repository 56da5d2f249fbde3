using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Rules.Ingress;

internal sealed class PolicyIsRejected : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyIsRejected;

    public override void Initialize(AnalysisContext context)
    {
        context.RegisterPolicyAction(AnalyzePolicy);
        context.RegisterModelAction(AnalyzeModel);
    }

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        var policy = context.Policy;
        foreach (var rejection in policy.Rejections)
        {
            context.ReportDiagnostic(RuleDiagnostics.PolicyIsRejected(
                at: rejection.Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = policy.Namespace, Policy = policy.Id, Cause = rejection.Path },
                refuser: rejection.Refuser,
                rejected: $"policy '{policy.Name}'",
                reason: rejection.Message,
                related: [new RelatedLocation(policy.Object.NameLocation, "this policy counts as absent")]));
        }
    }

    /// <summary>A refused workload or namespace is as absent as a refused policy: without a word it would vanish from the verdicts.</summary>
    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        foreach (var rejected in context.Model.RejectedObjects)
        {
            foreach (var rejection in rejected.Rejections)
            {
                context.ReportDiagnostic(RuleDiagnostics.PolicyIsRejected(
                    at: rejection.Location,
                    new DiagnosticSubject { Namespace = rejected.Object.Namespace, Workload = rejected.Object.Id, Cause = rejection.Path },
                    refuser: rejection.Refuser,
                    rejected: $"{rejected.Object.Kind} '{rejected.Object.Name}'",
                    reason: rejection.Message,
                    related: [new RelatedLocation(rejected.Object.NameLocation, "this object counts as absent")]));
            }
        }
    }
}
