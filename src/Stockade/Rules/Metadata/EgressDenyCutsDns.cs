using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Rules.Metadata;

internal sealed class EgressDenyCutsDns : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.EgressDenyCutsDns;

    public override void Initialize(AnalysisContext context) => context.RegisterNamespaceAction(AnalyzeNamespace);

    private static void AnalyzeNamespace(NamespaceAnalysisContext context)
    {
        var cut =
            from workload in context.Workloads
            where context.GetPolicyVerdicts(workload).Imds is { Answer: ImdsReachability.Blocked, Reason: VerdictReason.NoRuleAllows or VerdictReason.DeniedByRule }
            where context.Model.IsIsolated(context.Scope, workload, TrafficDirection.Egress)
            let selecting = context.Model.GetSelectingPolicies(context.Scope, workload, TrafficDirection.Egress)
            where selecting.All(policy => AddsUp(policy, context.Scope))
            let first = selecting.FirstOrDefault(PolicyQuestions.NeedsNames)

            // Who connects to nobody, or to addresses only, needs no names.
            where first is not null && selecting.All(PolicyQuestions.CutsDns)
            group workload by first;

        foreach (var group in cut)
        {
            var policy = group.Key;
            context.ReportDiagnostic(RuleDiagnostics.EgressDenyCutsDns(
                at: policy.ClausesIn(NetworkPolicyDialect.Kubernetes).Select(static clause => clause.Egress).OfType<PolicyDirection>().First().Location,
                new DiagnosticSubject { Scope = context.Scope.Name, Namespace = context.Namespace.Name, Policy = policy.Id },
                workloads: SubjectPhrase.Workloads([.. group]),
                policy: policy.Name,
                related: [.. group.Select(static workload => new RelatedLocation(workload.Object.NameLocation, "cannot resolve names"))]));
        }
    }

    /// <summary>Whether what the policy allows is all that it contributes. What is passed on may be allowed later, and a network set may hold any address.</summary>
    private static bool AddsUp(Policy policy, DeploymentScope scope) =>
        (PolicyKinds.NetworkPolicy | PolicyKinds.Cilium).HasFlag(policy.Kind)
        || (policy is CalicoPolicy { TierName: "default" } calico
            && scope.NetworkSets.IsEmpty
            && !calico.Clauses.SelectMany(static clause => clause.Egress?.Rules ?? []).Any(static rule => rule.Action == TierAction.Pass));
}
