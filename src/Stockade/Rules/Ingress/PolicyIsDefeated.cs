using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Rules.Ingress;

internal sealed class PolicyIsDefeated : Rule
{
    /// <summary>Policies are compared two by two; a pod under more of them is the work of a machine.</summary>
    private const int MostCompared = 100;

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

        var selected = context.Model.GetSelectedWorkloads(context.Scope, policy);

        // A policy without rules is the floor that others stand on.
        if (selected.IsEmpty || policy.Section(direction) is not { IsUnknown: false, Rules: [var rule, ..] } || FindAllowAll(policy, direction) is not null)
            return;

        // The one that allows everything says most.
        var opener = SelectingPolicies(selected[0])
            .OfType<NetworkPolicy>()
            .Where(other => !ReferenceEquals(other, policy))
            .OrderBy(other => FindAllowAll(other, direction) is null)
            .Take(MostCompared)
            .FirstOrDefault(other => selected.All(workload => PolicyCoverage.IsWider(other, policy, direction, workload) && IsUnder(workload, other)));
        if (opener is null)
            return;

        var side = direction == TrafficDirection.Ingress ? "ingress" : "egress";
        var allowAll = FindAllowAll(opener, direction);
        context.ReportDiagnostic(RuleDiagnostics.PolicyIsDefeated(
            at: rule.Location,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = policy.Namespace, Policy = policy.Id, Cause = $"{side} {opener.Id}" },
            policy: policy.Name,
            direction: side,
            opener: opener.Name,
            what: allowAll is null ? "that and more" : $"all {side}",
            workloads: SubjectPhrase.Workloads(selected),
            related: [new RelatedLocation((allowAll ?? opener.Section(direction)!.Rules[0]).Location, allowAll is null ? "allows that and more" : $"allows all {side}")]));

        // A denial of another kind may take away what seems to be opened.
        bool IsUnder(Workload workload, NetworkPolicy other) =>
            SelectingPolicies(workload) is var all && all.Contains(other, ReferenceEqualityComparer.Instance) && all.All(static item => item is NetworkPolicy);

        ImmutableArray<Policy> SelectingPolicies(Workload workload) => context.Model.GetSelectingPolicies(context.Scope, workload, direction);
    }

    private static PolicyRule? FindAllowAll(NetworkPolicy policy, TrafficDirection direction) =>
        policy.Section(direction)?.Rules.FirstOrDefault(static rule => rule is { Peers: null, Ports: null });
}
