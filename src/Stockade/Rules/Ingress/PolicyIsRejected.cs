using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Rules.Ingress;

internal sealed class PolicyIsRejected : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyIsRejected;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        var policy = context.Policy;
        foreach (var rejection in policy.Rejections)
        {
            context.ReportDiagnostic(RuleDiagnostics.PolicyIsRejected(
                at: rejection.Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = policy.Namespace, Policy = policy.Id, Cause = rejection.Path },
                policy: policy.Name,
                reason: rejection.Message,
                related: [new RelatedLocation(policy.Object.NameLocation, "this policy counts as absent")]));
        }
    }
}
