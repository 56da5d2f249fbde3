using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class NamespaceHasNoDefaultDeny : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NamespaceHasNoDefaultDeny;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        Workload[] open =
        [
            .. context.Workloads.Where(workload => context.GetPolicyVerdicts(workload).Ingress is { Answer: IngressExposure.OpenWorld, Reason: VerdictReason.NotIsolated }),
        ];
        if (open.Length == 0)
            return;

        context.ReportDiagnostic(RuleDiagnostics.NamespaceHasNoDefaultDeny(
            at: open[0].Object.NameLocation,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name },
            workloads: SubjectPhrase.Workloads(open),
            @namespace: context.Namespace.Name,
            related: [.. open.Skip(1).Select(static workload => new RelatedLocation(workload.Object.NameLocation, "not isolated either"))]));
    }
}
