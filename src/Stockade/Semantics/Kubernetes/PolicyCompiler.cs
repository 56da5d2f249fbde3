using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Compiles the clauses that govern the pods of one namespace into tiers. What is unknown compiles so that as little, or as much, as possible may
/// connect: of an allow rule into nothing at the lower bound and into as much as it may be at the upper, of a deny rule the other way round.
/// </summary>
internal sealed class PolicyCompiler(string @namespace, ImmutableArray<PolicyEntry> entries, ServiceCatalog services, NamespaceCatalog namespaces)
{
    private readonly ConcurrentDictionary<(int Entry, TrafficDirection Direction, Bound Bound, bool IsStrict), ImmutableArray<TierRule>> _compiled = new();

    /// <summary>The tiers of the clauses that select a workload; none where no clause says anything.</summary>
    public ImmutableArray<PolicyTier> Compile(TierRequest request)
    {
        var tiers = ImmutableArray.CreateBuilder<PolicyTier>();
        AddOrdered(TierRank.Admin, request, tiers);
        AddUnordered(request, tiers);
        AddOrdered(TierRank.Baseline, request, tiers);
        return tiers.DrainToImmutable();
    }

    private void AddOrdered(TierRank rank, TierRequest request, ImmutableArray<PolicyTier>.Builder tiers)
    {
        var rules = ImmutableArray.CreateBuilder<TierRule>();
        foreach (var (entry, isCertain) in request.Clauses.Where(clause => entries[clause.Entry].Policy.Tier == rank))
            rules.AddRange(CompileEntry(entry, isCertain, request));
        if (rules.Count > 0)
            tiers.Add(new PolicyTier(rules.DrainToImmutable(), TierAction.Pass));
    }

    private void AddUnordered(TierRequest request, ImmutableArray<PolicyTier>.Builder tiers)
    {
        var rules = new List<TierRule>();
        foreach (var (entry, isCertain) in request.Clauses.Where(clause => entries[clause.Entry].Policy.Tier == TierRank.NetworkPolicy))
            rules.AddRange(CompileEntry(entry, isCertain, request));

        // What is allowed says nothing about pods that are open anyway.
        if (!request.IsIsolated)
            rules.RemoveAll(static rule => rule.Action == TierAction.Allow);
        if (rules.Count == 0 && !request.IsIsolated)
            return;

        // Order does not matter among rules of one action, and the search for pods is fastest where the widest come first.
        var sorted = rules.OrderByDescending(static rule => rule.Action == TierAction.Deny).ThenBy(static rule => rule.Pods?.RequirementCount ?? 0);
        tiers.Add(new PolicyTier([.. sorted], request.IsIsolated ? TierAction.Deny : TierAction.Pass));
    }

    private IEnumerable<TierRule> CompileEntry(int index, bool isCertain, TierRequest request)
    {
        if (entries[index].Clause.Section(request.Direction) is not { } section)
            return [];
        var dependsOnPorts = request.Direction == TrafficDirection.Ingress
            && section.Rules.Any(static rule => rule.Ports?.Any(static port => port.PortName is not null) == true);
        var rules = dependsOnPorts
            ? CompileSection(entries[index].Policy, section, request)
            : _compiled.GetOrAdd((index, request.Direction, request.Bound, request.IsStrict), _ => CompileSection(entries[index].Policy, section, request));

        // A clause that perhaps selects the workload counts where it can only make the bound safer.
        return isCertain ? rules : rules.Where(rule => BoundFor(rule.Action, request.Bound) == Bound.Upper);
    }

    private static Bound BoundFor(TierAction action, Bound bound) => action == TierAction.Allow ? bound : bound == Bound.Lower ? Bound.Upper : Bound.Lower;

    private ImmutableArray<TierRule> CompileSection(Policy policy, PolicyDirection section, TierRequest request)
    {
        var rules = ImmutableArray.CreateBuilder<TierRule>();
        foreach (var rule in section.Rules)
        {
            var bound = BoundFor(rule.Action, request.Bound);
            var ranges = CompilePorts(rule.Ports, bound, request);
            if (ranges is { IsEmpty: true } || (rule.MayBeNarrower && bound == Bound.Lower))
                continue;
            if (rule.Peers is not { } peers)
            {
                rules.Add(new TierRule(rule.Action, AddressSet.Everything, PodSet.Everything, ranges, new RuleSource(policy, rule, null)) { Entities = PeerEntities.All });
                continue;
            }

            foreach (var peer in peers)
            {
                if (CompilePeer(peer, bound, request.IsStrict) is var (addresses, pods, entities) && (pods is not null || !addresses.IsEmpty || entities != PeerEntities.None))
                    rules.Add(new TierRule(rule.Action, addresses, pods, ranges, new RuleSource(policy, rule, peer)) { Entities = entities });
            }
        }

        return rules.DrainToImmutable();
    }

    private (AddressSet Addresses, PodSet? Pods, PeerEntities Entities) CompilePeer(PolicyPeer peer, Bound bound, bool isStrict)
    {
        if (peer.IsUnknown)
            return bound == Bound.Lower ? (AddressSet.Empty, null, PeerEntities.None) : (AddressSet.Everything, PodSet.Everything, PeerEntities.All);

        var addresses = peer.IpBlock is { } block ? CompileBlock(block, bound) : peer.Addresses ?? AddressSet.Empty;
        if (bound == Bound.Upper && (peer.HasUnknownAddresses || (peer.Service is { } service && services.MayBeAnyAddress(service))))
            addresses = AddressSet.Everything;
        return (addresses, peer.NamesPods ? CompilePods(peer, bound, isStrict) : null, peer.Entities);
    }

    private PodSet? CompilePods(PolicyPeer peer, Bound bound, bool isStrict)
    {
        // What an unknown value surely matches is known only where no other action can take it away.
        if (isStrict && bound == Bound.Lower && (peer.PodSelector?.IsPartlyUnknown == true || peer.NamespaceSelector?.IsPartlyUnknown == true))
            return null;
        var pod = SelectorBounds.Read(peer.PodSelector ?? LabelSelector.Everything, bound, key => Mentioned(key, static peer => peer.PodSelector));
        var inNamespace = peer.NamespaceSelector is null
            ? [new LabelRequirement(PodSet.NamespaceNameLabel, LabelOperator.In, [@namespace], null)]
            : SelectorBounds.Read(peer.NamespaceSelector, bound, key => Mentioned(key, static peer => peer.NamespaceSelector).Concat(namespaces.ValuesOf(key)).Append(@namespace));
        return pod is null || inNamespace is null ? null : new PodSet(inNamespace.Value, pod.Value);
    }

    private static AddressSet CompileBlock(IpBlock block, Bound bound)
    {
        var isCertain = block.Cidr is not null && block.Except.All(static except => except.Cidr is not null);
        if (bound == Bound.Lower && !isCertain)
            return AddressSet.Empty;
        var addresses = block.Cidr is { } cidr ? AddressSet.Of(cidr) : AddressSet.Everything;
        return addresses.Except(AddressSet.Union(block.Except.Where(static except => except.Cidr is not null).Select(static except => AddressSet.Of(except.Cidr!.Value))));
    }

    /// <summary>The ports of a rule: null for any, empty where it can match none.</summary>
    private static ImmutableArray<PortRange>? CompilePorts(ImmutableArray<PolicyPort>? written, Bound bound, TierRequest request)
    {
        if (written is null)
            return null;
        var ranges = ImmutableArray.CreateBuilder<PortRange>();
        foreach (var entry in written.Value)
        {
            if (entry.IsUnknown)
            {
                if (bound == Bound.Upper)
                    ranges.AddRange(Enum.GetValues<Protocol>().Select(PortRange.AllOf));
            }
            else if (entry.PortName is not null)
            {
                // A name is resolved on the destination: the selected pod for ingress. An address outside has no names.
                if (request.Direction == TrafficDirection.Ingress)
                    ranges.AddRange(Resolve(entry, bound, request));
            }
            else
            {
                ranges.Add(entry.FirstPort is { } first ? new PortRange(entry.Protocol, first, entry.LastPort ?? first) : PortRange.AllOf(entry.Protocol));
            }
        }

        return ranges.DrainToImmutable();
    }

    private static IEnumerable<PortRange> Resolve(PolicyPort entry, Bound bound, TierRequest request)
    {
        for (var index = 0; index < request.Ports.Length; index++)
        {
            var port = request.Ports[index];
            if (port.Protocol != entry.Protocol || !(port.Name is null ? bound == Bound.Upper : string.Equals(port.Name, entry.PortName, StringComparison.Ordinal)))
                continue;

            // A port without a readable number lies somewhere: at least apart from every other, at most on the most open one.
            if (port.Number is { } number)
                yield return new PortRange(entry.Protocol, number, number);
            else if (bound == Bound.Upper)
                yield return PortRange.AllOf(entry.Protocol);
            else if (!request.IsStrict)
                yield return new PortRange(entry.Protocol, PortRange.MaxPort + 2 + (2 * index), PortRange.MaxPort + 2 + (2 * index));
        }
    }

    /// <summary>Every value that the peers of these clauses name for a key.</summary>
    private IEnumerable<string> Mentioned(string key, Func<PolicyPeer, LabelSelector?> selector) =>
        entries
            .SelectMany(static entry => entry.Clause.Ingress?.Rules ?? [])
            .SelectMany(static rule => rule.Peers ?? [])
            .SelectMany(peer => selector(peer)?.Requirements ?? [])
            .Where(requirement => string.Equals(requirement.Key, key, StringComparison.Ordinal))
            .SelectMany(static requirement => requirement.Values)
            .OfType<string>();
}
