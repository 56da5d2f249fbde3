using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.PolicyEngine;

internal sealed class PolicyNeedsAnotherEngine : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyNeedsAnotherEngine;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        // No engine at all is another fault, and an unknown one is none.
        if (context.Policy.IsRejected || context.Scope.Cluster is not { Engine: NetworkPolicyEngine.Azure or NetworkPolicyEngine.Calico or NetworkPolicyEngine.Cilium } cluster)
            return;

        foreach (var fault in EngineLimits.Of(context.Policy, cluster))
        {
            context.ReportDiagnostic(RuleDiagnostics.PolicyNeedsAnotherEngine(
                at: fault.Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Cluster = cluster.Id, Namespace = context.Policy.Namespace, Policy = context.Policy.Id, Cause = fault.Cause },
                kind: context.Policy.Object.Kind,
                policy: context.Policy.Name,
                effect: fault.Effect,
                cause: fault.Cause,
                related: [new RelatedLocation(cluster.EngineCause ?? cluster.CommandLocation, "the cluster")],
                severity: cluster.IsManagedElsewhere ? DiagnosticSeverity.Info : null));
        }
    }
}
