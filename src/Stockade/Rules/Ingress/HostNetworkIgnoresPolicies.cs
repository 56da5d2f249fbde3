using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class HostNetworkIgnoresPolicies : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.HostNetworkIgnoresPolicies;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        foreach (var workload in context.Workloads.Where(static workload => workload.HostNetwork == Truth.True))
        {
            Policy[] policies =
            [
                .. context.Model.GetSelectingPolicies(context.Scope, workload, TrafficDirection.Ingress)
                    .Union(context.Model.GetSelectingPolicies(context.Scope, workload, TrafficDirection.Egress))
                    .OrderBy(static policy => policy.Object.NameLocation, Text.SourceLocationComparer.Instance),
            ];
            if (policies.Length == 0)
                continue;

            context.ReportDiagnostic(RuleDiagnostics.HostNetworkIgnoresPolicies(
                at: workload.HostNetworkLocation ?? workload.Object.NameLocation,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Workload = workload.Id },
                workload: SubjectPhrase.Workload(workload),
                policies: SubjectPhrase.Policies(policies),
                related: [.. policies.Select(static policy => new RelatedLocation(policy.Object.NameLocation, "selects it and does nothing for it"))]));
        }
    }
}
