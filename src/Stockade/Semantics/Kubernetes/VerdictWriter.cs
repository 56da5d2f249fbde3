using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Says what the tiers decided, with the rules it rests on.</summary>
internal sealed class VerdictWriter(ImmutableArray<PolicyEntry> entries)
{
    /// <summary>More would not be read by anyone.</summary>
    private const int MaxEvidence = 50;

    public static Verdict<TAnswer> NotIsolated<TAnswer>(TAnswer answer, TrafficDirection direction)
        where TAnswer : struct, Enum =>
        new(answer, VerdictReason.NotIsolated, VerdictWords.NotIsolated(direction, []), []);

    public static Verdict<TAnswer> Undecided<TAnswer>(TAnswer answer)
        where TAnswer : struct, Enum =>
        new(answer, VerdictReason.Undecided, VerdictWords.Unknown([]), []);

    public Verdict<ImdsReachability> Imds(TierDecision decision, TierRequest request)
    {
        var rules = InFileOrder(decision.Rules);
        if (decision.Action == TierAction.Allow && rules.IsEmpty && !decision.Passed.IsEmpty && !request.Isolated.IsEmpty)
            return new Verdict<ImdsReachability>(ImdsReachability.Reachable, VerdictReason.AllowedByRule, VerdictWords.PassesImds(decision.Passed), Evidence(decision.Passed, EvidenceEffect.Allows));
        if (decision.Action == TierAction.Allow && rules.IsEmpty)
            return new Verdict<ImdsReachability>(ImdsReachability.Reachable, VerdictReason.NotIsolated, VerdictWords.NothingDeniesImds(PoliciesOf(request)), []);
        if (decision.Action == TierAction.Allow)
        {
            // An exception of another rule that meant to take the address out is part of the story.
            var defeated = Sections(request).SelectMany(static item => PolicyQuestions.ImdsExceptions(item.Policy, item.Section));
            return new Verdict<ImdsReachability>(
                ImdsReachability.Reachable, VerdictReason.AllowedByRule, VerdictWords.AllowsImds(rules), [.. Evidence(rules, EvidenceEffect.Allows), .. defeated.Take(MaxEvidence)]);
        }

        if (!rules.IsEmpty)
            return new Verdict<ImdsReachability>(ImdsReachability.Blocked, VerdictReason.DeniedByRule, VerdictWords.DeniesImds(rules), Evidence(rules, EvidenceEffect.Denies));

        var isolating = Isolating(request);
        var evidence = isolating.SelectMany(static item => PolicyQuestions.ImdsExceptions(item.Policy, item.Section)).Concat(isolating.Select(item => Isolation(item, request.Direction)));
        return new Verdict<ImdsReachability>(
            ImdsReachability.Blocked, VerdictReason.NoRuleAllows, VerdictWords.NothingAllowsImds(PoliciesOf(isolating)), [.. evidence.Take(MaxEvidence)]);
    }

    public Verdict<IngressExposure> Ingress(IngressOutcome outcome, ImmutableArray<PolicyTier> tiers, TierRequest request)
    {
        outcome = outcome with { Witness = InFileOrder(outcome.Witness) };
        var isolating = Isolating(request);
        var denials = InFileOrder([.. tiers.SelectMany(static tier => tier.Rules).Where(static rule => rule.Action == TierAction.Deny)]);
        if (outcome.Exposure == IngressExposure.Isolated)
        {
            var isDenied = isolating.IsEmpty;
            return new Verdict<IngressExposure>(
                outcome.Exposure,
                isDenied ? VerdictReason.DeniedByRule : VerdictReason.NoRuleAllows,
                isDenied ? VerdictWords.DeniesEverybody(denials) : VerdictWords.AllowsNobody(PoliciesOf(isolating)),
                isDenied ? Evidence(denials, EvidenceEffect.Denies) : [.. isolating.Select(item => Isolation(item, request.Direction)).Take(MaxEvidence)]);
        }

        if (!outcome.Witness.IsEmpty)
        {
            return new Verdict<IngressExposure>(
                outcome.Exposure, VerdictReason.AllowedByRule, VerdictWords.Ingress(outcome), Evidence(outcome.Witness, EvidenceEffect.Allows));
        }

        var passes = InFileOrder([.. tiers.SelectMany(static tier => tier.Rules).Where(static rule => rule.Action == TierAction.Pass)]);
        if (!isolating.IsEmpty && !passes.IsEmpty)
            return new Verdict<IngressExposure>(outcome.Exposure, VerdictReason.AllowedByRule, VerdictWords.PassesIngress(outcome.Exposure, passes), Evidence(passes, EvidenceEffect.Allows));
        return outcome.Exposure == IngressExposure.OpenWorld
            ? new Verdict<IngressExposure>(outcome.Exposure, VerdictReason.NotIsolated, VerdictWords.NothingDeniesTheWorld(PoliciesOf(request)), [])
            : new Verdict<IngressExposure>(outcome.Exposure, VerdictReason.NotIsolated, VerdictWords.LeavesOpen(outcome.Exposure, denials), Evidence(denials, EvidenceEffect.Denies));
    }

    private IEnumerable<(Policy Policy, PolicyDirection Section)> Sections(TierRequest request) =>
        request.Clauses.Select(clause => (entries[clause.Entry].Policy, entries[clause.Entry].Clause.Section(request.Direction)!));

    /// <summary>The clauses that isolate in this reading, as the files give them.</summary>
    private ImmutableArray<(Policy Policy, PolicyDirection Section)> Isolating(TierRequest request) =>
    [
        .. request.Clauses.Select(clause => entries[clause.Entry])
            .Where(entry => request.Isolated.Contains(entry.Tier) && entry.Isolates(request.Direction) != Truth.False)
            .Select(entry => (entry.Policy, entry.Clause.Section(request.Direction)!))
            .DistinctBy(static item => item.Item2, ReferenceEqualityComparer.Instance),
    ];

    private ImmutableArray<Policy> PoliciesOf(TierRequest request) => PoliciesOf(Sections(request));

    private static ImmutableArray<Policy> PoliciesOf(IEnumerable<(Policy Policy, PolicyDirection Section)> items) =>
        [.. items.Select(static item => item.Policy).Distinct<Policy>(ReferenceEqualityComparer.Instance)];

    private static VerdictEvidence Isolation((Policy Policy, PolicyDirection Section) item, TrafficDirection direction) =>
        new(item.Policy, item.Section.Path ?? $"spec.{VerdictWords.SideOf(direction)}", item.Section.Location, EvidenceEffect.Isolates);

    private static ImmutableArray<VerdictEvidence> Evidence(ImmutableArray<TierRule> rules, EvidenceEffect effect) =>
        [.. rules.Take(MaxEvidence).Select(rule => rule.Source.ToEvidence(effect))];

    private static ImmutableArray<TierRule> InFileOrder(ImmutableArray<TierRule> rules) =>
        [
            .. rules
                .OrderBy(static rule => rule.Source.Rule.Location.File.Path, StringComparer.Ordinal)
                .ThenBy(static rule => rule.Source.Rule.Location.Span.Start)
                .ThenBy(static rule => rule.Source.Peer?.Location.Span.Start ?? 0),
        ];
}
