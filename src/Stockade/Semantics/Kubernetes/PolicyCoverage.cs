using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Compares what two policies allow the same pods. The answer is sound: what is called covered is so for every reading of what is unknown,
/// and a cover that takes several rules together is not looked for.
/// </summary>
internal static class PolicyCoverage
{
    /// <summary>Whether one policy allows a workload all that another allows it in a direction, and not the other way round.</summary>
    public static bool IsWider(Policy wide, Policy narrow, TrafficDirection direction, Workload workload)
    {
        var compiler = new PolicyCompiler(workload.Namespace, [EntryOf(wide), EntryOf(narrow)], ScopeCatalogs.Empty);
        return Covers(0, 1) && !Covers(1, 0);

        bool Covers(int cover, int covered)
        {
            var rules = Rules(covered, Bound.Upper);
            var covers = Rules(cover, Bound.Lower);
            return !rules.IsEmpty && rules.All(rule => covers.Any(candidate => Includes(candidate, rule)));
        }

        ImmutableArray<TierRule> Rules(int policy, Bound bound) =>
            [.. compiler.Compile(new TierRequest([(policy, true)], [TierPlace.Default], direction, bound) { Ports = workload.Ports }).SelectMany(static tier => tier.Rules)];
    }

    private static PolicyEntry EntryOf(Policy policy) => new(policy, policy.ClausesIn(NetworkPolicyDialect.Kubernetes)[0], Truth.True);

    private static bool Includes(TierRule cover, TierRule rule) =>
        IncludesPorts(cover.Ports, rule.Ports)
        && rule.Addresses.Except(cover.Addresses).IsEmpty
        && (rule.Entities & ~cover.Entities) == PeerEntities.None
        && (rule.Pods is null || (cover.Pods is not null && IncludesPods(cover.Pods, rule.Pods)));

    private static bool IncludesPorts(ImmutableArray<PortRange>? cover, ImmutableArray<PortRange>? ports) =>
        cover is null
        || ports?.All(range => cover.Value.Any(other => other.Protocol == range.Protocol && other.First <= range.First && range.Last <= other.Last)) == true;

    private static bool IncludesPods(PodSet cover, PodSet pods) =>
        Implies(pods.Namespace, cover.Namespace, isNamespace: true) && Implies(pods.Pod, cover.Pod, isNamespace: false);

    /// <summary>Whether whatever meets the first requirements meets the others, too.</summary>
    private static bool Implies(ImmutableArray<LabelRequirement> given, ImmutableArray<LabelRequirement> wanted, bool isNamespace) =>
        wanted.All(requirement =>
        {
            var domain = isNamespace && requirement.Key == PodSet.NamespaceNameLabel ? LabelDomain.Present : LabelDomain.Anything;
            foreach (var known in given.Where(known => string.Equals(known.Key, requirement.Key, StringComparison.Ordinal)))
                domain = domain.Satisfying(known);
            return domain.Violating(requirement).IsEmpty;
        });
}
