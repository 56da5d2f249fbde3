using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class IngressIsOpenToTheWorld : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.IngressIsOpenToTheWorld;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        var opened =
            from workload in context.Workloads
            let verdict = context.GetPolicyVerdicts(workload).Ingress
            where verdict is { Answer: IngressExposure.OpenWorld, Reason: VerdictReason.AllowedByRule }
            from evidence in verdict.Evidence.Where(static evidence => evidence.Effect == EvidenceEffect.Allows).Take(1)
            group (workload, verdict.Because) by evidence;

        foreach (var group in opened)
        {
            var policy = group.Key.Policy;
            context.ReportDiagnostic(RuleDiagnostics.IngressIsOpenToTheWorld(
                at: group.Key.Location,
                new DiagnosticSubject
                {
                    Scope = context.Scope.Name,
                    Namespace = context.Namespace.Name,
                    Policy = policy.Id,
                    Cause = group.Key.Path,
                    Workloads = [.. group.Select(static item => item.workload.Id)],
                },
                policy: policy.Name,
                workloads: SubjectPhrase.Workloads([.. group.Select(static item => item.workload)]),
                cause: group.Key.Path,
                related: [.. group.Select(static item => new RelatedLocation(item.workload.Object.NameLocation, "open to any address"))]));
        }
    }
}
