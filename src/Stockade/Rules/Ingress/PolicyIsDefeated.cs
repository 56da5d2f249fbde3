using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class PolicyIsDefeated : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyIsDefeated;

    public override void Initialize(AnalysisContext context) => context.RegisterPolicyAction(AnalyzePolicy);

    private static void AnalyzePolicy(PolicyAnalysisContext context)
    {
        Analyze(context, TrafficDirection.Ingress);
        Analyze(context, TrafficDirection.Egress);
    }

    private static void Analyze(PolicyAnalysisContext context, TrafficDirection direction)
    {
        if (context.Policy is not NetworkPolicy policy)
            return;

        // A denial of another kind may take away what seems to be opened.
        var selected = context.Model.GetSelectedWorkloads(context.Scope, policy);

        // A policy without rules is the floor that others stand on.
        if (selected.IsEmpty || policy.Section(direction) is not { IsUnknown: false, Rules: [var rule, ..] } || FindAllowAll(policy, direction) is not null)
            return;

        var opener = SelectingPolicies(selected[0]).OfType<NetworkPolicy>().FirstOrDefault(other => FindAllowAll(other, direction) is not null);
        if (opener is null || !selected.All(workload => SelectingPolicies(workload) is var all && all.Contains(opener) && all.All(static other => other is NetworkPolicy)))
            return;

        var side = direction == TrafficDirection.Ingress ? "ingress" : "egress";
        context.ReportDiagnostic(RuleDiagnostics.PolicyIsDefeated(
            at: rule.Location,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = policy.Namespace, Policy = policy.Id, Cause = $"{side} {opener.Id}" },
            policy: policy.Name,
            direction: side,
            opener: opener.Name,
            workloads: SubjectPhrase.Workloads(selected),
            related: [new RelatedLocation(FindAllowAll(opener, direction)!.Location, $"allows all {side}")]));

        ImmutableArray<Policy> SelectingPolicies(Workload workload) => context.Model.GetSelectingPolicies(context.Scope, workload, direction);
    }

    private static PolicyRule? FindAllowAll(NetworkPolicy policy, TrafficDirection direction) =>
        policy.Section(direction)?.Rules.FirstOrDefault(static rule => rule is { Peers: null, Ports: null });
}
