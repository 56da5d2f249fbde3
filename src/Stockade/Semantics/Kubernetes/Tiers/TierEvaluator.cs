using System.Collections.Immutable;
using System.Net;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>Walks tiers whose every part is known: a connection to one outside address, or all connections from anywhere.</summary>
internal static class TierEvaluator
{
    /// <summary>Sets of rules up to this size are reduced to those that are needed, for the evidence.</summary>
    private const int MaxWitnessToReduce = 24;

    public static TierDecision Decide(ImmutableArray<PolicyTier> tiers, IPAddress address, Protocol protocol, int port)
    {
        var passed = ImmutableArray.CreateBuilder<TierRule>();
        foreach (var tier in tiers)
        {
            var matching = tier.Rules.Where(rule => rule.Matches(protocol, port) && rule.Addresses.Contains(address)).ToImmutableArray();
            if (matching.IsEmpty && tier.Default == TierAction.Pass)
                continue;
            if (matching is [{ Action: TierAction.Pass } pass, ..])
            {
                passed.Add(pass);
                continue;
            }

            return matching.IsEmpty
                ? new TierDecision(TierAction.Deny, [])
                : new TierDecision(matching[0].Action, [.. matching.TakeWhile(rule => rule.Action == matching[0].Action)]);
        }

        return new TierDecision(TierAction.Allow, []) { Passed = passed.ToImmutable() };
    }

    /// <summary>The widest source that may connect on at least one port.</summary>
    public static IngressOutcome Classify(ImmutableArray<PolicyTier> tiers, PodSearch search, Bound bound, PeerEntities entities)
    {
        if (IsPlainlyRestricted(tiers))
            return new IngressOutcome(IngressExposure.Restricted, AllowRules(tiers), null);

        var widest = new IngressOutcome(IngressExposure.Isolated, [], null);
        var isExhausted = false;
        foreach (var (port, active) in PortPieces.Cut(tiers))
        {
            var addresses = AllowedAddresses(active);
            if (addresses.IsWorld)
                return new IngressOutcome(IngressExposure.OpenWorld, Reduce(active, static some => AllowedAddresses(some).IsWorld), port);

            if (widest.Exposure < IngressExposure.AllNamespaces && AdmitsAll(active))
                widest = new IngressOutcome(IngressExposure.AllNamespaces, Reduce(active, AdmitsAll), port);
            if (widest.Exposure < IngressExposure.Restricted && (!addresses.IsEmpty || AdmitsSome(active) || AllowedEntities(active, entities) != PeerEntities.None))
                widest = new IngressOutcome(IngressExposure.Restricted, AllowRules(tiers), null);
        }

        return widest with { IsExhausted = isExhausted };

        bool AdmitsAll(ImmutableArray<PolicyTier> some) => !Holds(search.Exists(some, TierAction.Deny), bound == Bound.Lower);

        bool AdmitsSome(ImmutableArray<PolicyTier> some) => Holds(search.Exists(some, TierAction.Allow), bound == Bound.Upper);

        bool Holds(Truth truth, bool whenUnknown)
        {
            isExhausted |= truth == Truth.Unknown;
            return truth == Truth.Unknown ? whenUnknown : truth == Truth.True;
        }
    }

    /// <summary>
    /// True where only allowances say who may connect, some address may, and what all of them allow together, whatever the port, is neither the world nor every pod. No port need
    /// be looked at by itself then.
    /// </summary>
    private static bool IsPlainlyRestricted(ImmutableArray<PolicyTier> tiers) =>
        IsUnion(tiers)
        && tiers[0].Rules.Any(static rule => !rule.Addresses.IsEmpty && rule.Ports?.All(static range => range.First > range.Last) != true)
        && PodSearch.OutcomeOfUnmentioned(tiers) == TierAction.Deny
        && !AllowedAddresses(tiers).IsWorld;

    /// <summary>What NetworkPolicies alone compile into.</summary>
    private static bool IsUnion(ImmutableArray<PolicyTier> tiers) => tiers is [{ Default: TierAction.Deny } only] && only.Rules.All(static rule => rule.Action == TierAction.Allow);

    /// <summary>The addresses that may connect to one port.</summary>
    public static AddressSet AllowedAddresses(ImmutableArray<PolicyTier> tiers, Protocol protocol, int port) =>
        AllowedAddresses([.. tiers.Select(tier => tier with { Rules = tier.Rules.RemoveAll(rule => !rule.Matches(protocol, port)) })]);

    private static PeerEntities AllowedEntities(ImmutableArray<PolicyTier> tiers, PeerEntities entities)
    {
        var (remaining, allowed) = (entities, PeerEntities.None);
        foreach (var tier in tiers)
        {
            var passed = PeerEntities.None;
            foreach (var rule in tier.Rules)
            {
                var hit = remaining & rule.Entities;
                remaining &= ~hit;
                if (rule.Action == TierAction.Allow)
                    allowed |= hit;
                else if (rule.Action == TierAction.Pass)
                    passed |= hit;
            }

            remaining = tier.Default == TierAction.Deny ? passed : remaining | passed;
        }

        return allowed | remaining;
    }

    private static AddressSet AllowedAddresses(ImmutableArray<PolicyTier> tiers)
    {
        if (IsUnion(tiers))
            return AddressSet.Union(tiers[0].Rules.Select(static rule => rule.Addresses));

        var remaining = AddressSet.Everything;
        var allowed = AddressSet.Empty;
        foreach (var tier in tiers)
        {
            var passed = AddressSet.Empty;
            foreach (var run in Runs(tier.Rules))
            {
                var hit = remaining.Intersect(AddressSet.Union(run.Rules.Select(static rule => rule.Addresses)));
                remaining = remaining.Except(hit);
                if (run.Action == TierAction.Allow)
                    allowed = allowed.Union(hit);
                else if (run.Action == TierAction.Pass)
                    passed = passed.Union(hit);
            }

            remaining = tier.Default == TierAction.Deny ? passed : remaining.Union(passed);
        }

        return allowed.Union(remaining);
    }

    /// <summary>Neighbours with one action: their order does not matter.</summary>
    private static IEnumerable<(TierAction Action, List<TierRule> Rules)> Runs(ImmutableArray<TierRule> rules)
    {
        for (var start = 0; start < rules.Length;)
        {
            var action = rules[start].Action;
            var run = rules.Skip(start).TakeWhile(rule => rule.Action == action).ToList();
            yield return (action, run);
            start += run.Count;
        }
    }

    /// <summary>The allow rules without which the property would not hold: one where one suffices, else a set none of which can be left out.</summary>
    private static ImmutableArray<TierRule> Reduce(ImmutableArray<PolicyTier> tiers, Func<ImmutableArray<PolicyTier>, bool> holds)
    {
        var allows = AllowRules(tiers);
        if (holds(Keep([])))
            return [];
        foreach (var rule in allows)
        {
            if (holds(Keep([rule])))
                return [rule];
        }

        if (allows.Length > MaxWitnessToReduce)
            return allows;
        var needed = allows;
        foreach (var rule in allows)
        {
            var fewer = needed.RemoveAll(other => ReferenceEquals(other, rule));
            if (holds(Keep(fewer)))
                needed = fewer;
        }

        return needed;

        ImmutableArray<PolicyTier> Keep(ImmutableArray<TierRule> kept)
        {
            var set = kept.ToHashSet<TierRule>(ReferenceEqualityComparer.Instance);
            return [.. tiers.Select(tier => tier with { Rules = tier.Rules.RemoveAll(rule => rule.Action == TierAction.Allow && !set.Contains(rule)) })];
        }
    }

    private static ImmutableArray<TierRule> AllowRules(ImmutableArray<PolicyTier> tiers) =>
        [.. tiers.SelectMany(static tier => tier.Rules).Where(static rule => rule.Action == TierAction.Allow)];
}
