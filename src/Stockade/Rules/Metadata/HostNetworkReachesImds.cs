using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Metadata;

internal sealed class HostNetworkReachesImds : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.HostNetworkReachesImds;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            if (context.GetPolicyVerdicts(workload).Imds.Reason != VerdictReason.HostNetwork)
                continue;

            context.ReportDiagnostic(RuleDiagnostics.HostNetworkReachesImds(
                at: workload.HostNetworkLocation ?? workload.Object.NameLocation,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Workload = workload.Id },
                workload: SubjectPhrase.Workload(workload),
                related: [new RelatedLocation(workload.Object.NameLocation, "this workload")]));
        }
    }
}
