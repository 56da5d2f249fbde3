using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Tiers;

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
        var policy = context.Policy;
        var selected = context.Model.GetSelectedWorkloads(context.Scope, policy);

        if (selected.IsEmpty)
            return;
        if (FindFirstRule(policy, direction) is { } dead && PolicyShadow.Find(context.Model, context.Scope, policy, selected, direction) is { } shadow)
        {
            Report(context, direction, dead, shadow.Opener, shadow.Rule, selected);
            return;
        }

        // A policy without rules is the floor that others stand on.
        if (FindSection(policy, direction) is not { IsUnknown: false, Rules: [var rule, ..] } || FindAllowAll(policy, direction) is not null)
            return;

        // The one that allows everything says most.
        var opener = SelectingPolicies(selected[0])
            .Where(other => !ReferenceEquals(other, policy) && FindSection(other, direction) is { Rules: [_, ..] })
            .OrderBy(other => FindAllowAll(other, direction) is null)
            .Take(MostCompared)
            .FirstOrDefault(other => selected.All(workload => PolicyCoverage.IsWider(other, policy, direction, workload) && IsUnder(workload, other)));
        if (opener is null)
            return;

        Report(context, direction, rule, opener, FindAllowAll(opener, direction), selected);

        // A denial may take away what seems to be opened.
        bool IsUnder(Workload workload, Policy other) =>
            SelectingPolicies(workload) is var all && all.Contains(other, ReferenceEqualityComparer.Instance) && all.All(item => IsAdditive(item, direction));

        ImmutableArray<Policy> SelectingPolicies(Workload workload) => context.Model.GetSelectingPolicies(context.Scope, workload, direction);
    }

    private static void Report(PolicyAnalysisContext context, TrafficDirection direction, PolicyRule rule, Policy opener, PolicyRule? allowAll, ImmutableArray<Workload> selected)
    {
        var policy = context.Policy;
        var side = direction == TrafficDirection.Ingress ? "ingress" : "egress";
        context.ReportDiagnostic(RuleDiagnostics.PolicyIsDefeated(
            at: rule.Location,
            new DiagnosticSubject { Scope = context.Scope.Name, Namespace = policy.Namespace, Policy = policy.Id, Cause = $"{side} {opener.Id}" },
            policy: policy.Name,
            direction: side,
            opener: opener.Name,
            what: allowAll is null ? "that and more" : $"all {side}",
            workloads: SubjectPhrase.Workloads(selected),
            related: [new RelatedLocation((allowAll ?? FindSection(opener, direction)!.Rules[0]).Location, allowAll is null ? "allows that and more" : $"allows all {side}")],

            // A wider policy that is no open door makes the narrow one superfluous, not false.
            severity: allowAll is null ? DiagnosticSeverity.Info : null));
    }

    /// <summary>The first rule of a policy of Calico's order.</summary>
    private static PolicyRule? FindFirstRule(Policy policy, TrafficDirection direction) =>
        policy.ClausesIn(NetworkPolicyDialect.Kubernetes).SelectMany(clause => clause.Section(direction)?.Rules ?? []).FirstOrDefault();

    /// <summary>The rules of a policy that add up with those of others. A policy of several clauses is compared with none.</summary>
    private static PolicyDirection? FindSection(Policy policy, TrafficDirection direction) =>
        IsAdditive(policy, direction) && policy.ClausesIn(NetworkPolicyDialect.Kubernetes) is [var clause] && clause.Section(direction) is { Isolates: Truth.True } section ? section : null;

    private static bool IsAdditive(Policy policy, TrafficDirection direction) =>
        (PolicyKinds.NetworkPolicy | PolicyKinds.Cilium).HasFlag(policy.Kind)
        && policy.ClausesIn(NetworkPolicyDialect.Kubernetes).All(clause => clause.Section(direction)?.Rules.All(static rule => rule.Action == TierAction.Allow) != false);

    private static PolicyRule? FindAllowAll(Policy policy, TrafficDirection direction) =>
        FindSection(policy, direction)?.Rules.FirstOrDefault(static rule => rule.Ports is null && rule.Peers?.Any(IsEverybody) != false);

    private static bool IsEverybody(PolicyPeer peer) => peer is { Entities: PeerEntities.All, NamespaceSelector.IsEmpty: true } && PolicyQuestions.AdmitsWorld(peer);
}
