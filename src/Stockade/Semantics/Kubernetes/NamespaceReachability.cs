using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Decides for one namespace what a set of its policies allows. Workloads that the same policies select share the verdicts.</summary>
internal sealed class NamespaceReachability(string @namespace, PolicyIndex index, NamespaceCatalog namespaces)
{
    /// <summary>More would not be read by anyone.</summary>
    private const int MaxEvidence = 50;

    private readonly NetworkPolicyCompiler _compiler = new(@namespace, index.Policies);
    private readonly ConcurrentDictionary<PolicySelection, BoundedVerdict<ImdsReachability>> _imds = new();
    private readonly ConcurrentDictionary<(PolicySelection Selection, string Ports), BoundedVerdict<IngressExposure>> _ingress = new();
    private readonly ImmutableArray<bool> _hasUnknownEgress = [.. index.Policies.Select(static policy => policy.HasUnknown(TrafficDirection.Egress))];
    private readonly ImmutableArray<bool> _hasUnknownIngress = [.. index.Policies.Select(static policy => policy.HasUnknown(TrafficDirection.Ingress))];

    public PolicyIndex Index { get; } = index;

    public BoundedVerdict<ImdsReachability> Imds(PolicySelection selection) =>
        _imds.GetOrAdd(selection, key => Bounds(key, NotIsolated(ImdsReachability.Reachable, TrafficDirection.Egress), _hasUnknownEgress, EvaluateImds));

    public BoundedVerdict<IngressExposure> Ingress(PolicySelection selection, ImmutableArray<ContainerPort> ports) =>
        _ingress.GetOrAdd(
            (selection, string.Join(';', ports)),
            key => Bounds(
                key.Selection,
                NotIsolated(IngressExposure.OpenWorld, TrafficDirection.Ingress),
                _hasUnknownIngress,
                (policies, bound) => EvaluateIngress(policies, bound, ports)));

    private static Verdict<TAnswer> NotIsolated<TAnswer>(TAnswer answer, TrafficDirection direction)
        where TAnswer : struct, Enum =>
        new(answer, VerdictReason.NotIsolated, VerdictWords.NotIsolated(direction, []), []);

    /// <summary>
    /// Allow rules only add. So with certain isolation the perhaps selecting policies at best add theirs; without any, the narrowest case is that
    /// just one of them selects, and the widest that none does.
    /// </summary>
    private static BoundedVerdict<TAnswer> Bounds<TAnswer>(
        PolicySelection selection, Verdict<TAnswer> notIsolated, ImmutableArray<bool> hasUnknown, Func<ImmutableArray<int>, Bound, Evaluation<TAnswer>> evaluate)
        where TAnswer : struct, Enum
    {
        if (!selection.Certain.IsEmpty)
        {
            var lower = evaluate(selection.Certain, Bound.Lower);
            return lower.IsExact && selection.IsCertain && !selection.Certain.Any(policy => hasUnknown[policy])
                ? BoundedVerdict<TAnswer>.Certain(lower.Verdict)
                : new BoundedVerdict<TAnswer>(lower.Verdict, evaluate([.. selection.Certain.Concat(selection.Possible).Order()], Bound.Upper).Verdict);
        }

        var bounds = BoundedVerdict<TAnswer>.Certain(notIsolated);
        foreach (var policy in selection.Possible)
            bounds = bounds.Or(BoundedVerdict<TAnswer>.Certain(evaluate([policy], Bound.Lower).Verdict));
        return bounds;
    }

    private Evaluation<ImdsReachability> EvaluateImds(ImmutableArray<int> isolating, Bound bound)
    {
        var tiers = _compiler.Compile(isolating, TrafficDirection.Egress, bound, []);
        var decision = TierEvaluator.Decide(tiers, MetadataService.Address, Protocol.Tcp, MetadataService.Port);
        if (decision.Action == TierAction.Allow)
        {
            var rules = InFileOrder(decision.Rules);

            // An exception of another rule that meant to take the address out is part of the story.
            var defeated = isolating.Select(policy => Index.Policies[policy]).SelectMany(PolicyQuestions.ImdsExceptions);
            return new Evaluation<ImdsReachability>(
                new Verdict<ImdsReachability>(ImdsReachability.Reachable, VerdictReason.AllowedByRule, VerdictWords.AllowsImds(rules), [.. Evidence(rules), .. defeated.Take(MaxEvidence)]), IsExact: true);
        }

        var policies = Policies(isolating);
        var evidence = policies.SelectMany(PolicyQuestions.ImdsExceptions).Concat(Isolation(policies, TrafficDirection.Egress));
        return new Evaluation<ImdsReachability>(
            new Verdict<ImdsReachability>(
                ImdsReachability.Blocked, VerdictReason.NoRuleAllows, VerdictWords.NothingAllowsImds(policies), [.. evidence.Take(MaxEvidence)]),
            IsExact: true);
    }

    private Evaluation<IngressExposure> EvaluateIngress(ImmutableArray<int> isolating, Bound bound, ImmutableArray<ContainerPort> ports)
    {
        var tiers = _compiler.Compile(isolating, TrafficDirection.Ingress, bound, ports);
        var outcome = TierEvaluator.Classify(tiers, new PodSearch(namespaces, @namespace, bound), bound);
        outcome = outcome with { Witness = InFileOrder(outcome.Witness) };
        var policies = Policies(isolating);
        var isIsolated = outcome.Exposure == IngressExposure.Isolated;
        var verdict = new Verdict<IngressExposure>(
            outcome.Exposure,
            isIsolated ? VerdictReason.NoRuleAllows : VerdictReason.AllowedByRule,
            VerdictWords.Ingress(outcome, policies),
            isIsolated ? [.. Isolation(policies, TrafficDirection.Ingress).Take(MaxEvidence)] : Evidence(outcome.Witness));
        return new Evaluation<IngressExposure>(verdict, !outcome.IsExhausted && !namespaces.HasUnknown && ports.All(static port => port.Number is not null));
    }

    private ImmutableArray<NetworkPolicy> Policies(ImmutableArray<int> indices) => [.. indices.Select(policy => Index.Policies[policy])];

    private static IEnumerable<VerdictEvidence> Isolation(ImmutableArray<NetworkPolicy> policies, TrafficDirection direction) =>
        policies.Select(policy => new VerdictEvidence(policy, $"spec.{(direction == TrafficDirection.Ingress ? "ingress" : "egress")}", policy.Section(direction)!.Location, EvidenceEffect.Isolates));

    private static ImmutableArray<VerdictEvidence> Evidence(ImmutableArray<TierRule> rules) =>
        [.. rules.Take(MaxEvidence).Select(static rule => rule.Source.ToEvidence(EvidenceEffect.Allows))];

    private static ImmutableArray<TierRule> InFileOrder(ImmutableArray<TierRule> rules) =>
        [
            .. rules
                .OrderBy(static rule => rule.Source.Rule.Location.File.Path, StringComparer.Ordinal)
                .ThenBy(static rule => rule.Source.Rule.Location.Span.Start)
                .ThenBy(static rule => rule.Source.Peer?.Location.Span.Start ?? 0),
        ];

    /// <summary>A verdict at one bound; exact where it would be the same at the other, but for what is unknown in policies.</summary>
    private sealed record Evaluation<TAnswer>(Verdict<TAnswer> Verdict, bool IsExact)
        where TAnswer : struct, Enum;
}
