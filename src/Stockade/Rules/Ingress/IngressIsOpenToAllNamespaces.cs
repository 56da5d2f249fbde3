using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class IngressIsOpenToAllNamespaces : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.IngressIsOpenToAllNamespaces;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        var opened =
            from workload in context.Workloads
            let verdict = context.GetPolicyVerdicts(workload).Ingress
            where verdict is { Answer: IngressExposure.AllNamespaces, Reason: VerdictReason.AllowedByRule }
            group workload by verdict.Evidence[0];

        foreach (var group in opened)
        {
            var (policy, path, location, _) = group.Key;
            context.ReportDiagnostic(RuleDiagnostics.IngressIsOpenToAllNamespaces(
                at: location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Policy = policy.Id, Cause = path },
                policy: policy.Name,
                workloads: SubjectPhrase.Workloads([.. group]),
                cause: path,
                related: [.. group.Select(static workload => new RelatedLocation(workload.Object.NameLocation, "open to every pod of the cluster"))]));
        }
    }
}
