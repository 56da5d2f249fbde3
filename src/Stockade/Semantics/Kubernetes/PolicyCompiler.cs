using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Compiles the clauses that govern the pods of one namespace into tiers. What is unknown compiles so that as little, or as much, as possible may
/// connect: of an allow rule into nothing at the lower bound and into as much as it may be at the upper, of a deny rule the other way round.
/// </summary>
internal sealed class PolicyCompiler
{
    /// <summary>Rules that give ports by name are compiled for each set of ports; of so many no more are kept.</summary>
    private const int MaxCompiled = 50_000;

    private readonly string _namespace;
    private readonly ImmutableArray<PolicyEntry> _entries;
    private readonly ScopeCatalogs _catalogs;
    private readonly ConcurrentDictionary<(int Entry, TrafficDirection Direction, Bound Bound, bool IsStrict, string Ports), ImmutableArray<TierRule>> _compiled = new();
    private readonly Lazy<PodAddressPieces> _pieces;
    private int _compiledForPorts;

    public PolicyCompiler(string @namespace, ImmutableArray<PolicyEntry> entries, ScopeCatalogs catalogs)
    {
        _namespace = @namespace;
        _entries = entries;
        _catalogs = catalogs;
        _pieces = new Lazy<PodAddressPieces>(FindPieces);
    }

    /// <summary>Which pods some rules mean by their addresses is not told apart.</summary>
    public bool HasTooManyPodAddresses => _pieces.Value.AreTooMany;

    /// <summary>The tiers of the clauses that select a workload; none where no clause says anything.</summary>
    public ImmutableArray<PolicyTier> Compile(TierRequest request)
    {
        var tiers = ImmutableArray.CreateBuilder<PolicyTier>();
        var ports = string.Join(';', request.Ports);
        var groups = request.Clauses.GroupBy(clause => _entries[clause.Entry].Tier).OrderBy(static group => group.Key.Order).ThenBy(static group => group.Key.Name, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var isIsolated = request.Isolated.Contains(group.Key);
            var rules = CompileTier(group, isIsolated, ports, request);
            if (!rules.IsEmpty || isIsolated)
                tiers.Add(new PolicyTier(rules, isIsolated ? TierAction.Deny : TierAction.Pass));
        }

        return tiers.DrainToImmutable();
    }

    private ImmutableArray<TierRule> CompileTier(IEnumerable<(int Entry, bool IsCertain)> clauses, bool isIsolated, string ports, TierRequest request)
    {
        var rules = ImmutableArray.CreateBuilder<TierRule>();
        var unordered = new List<TierRule>();
        foreach (var (entry, isCertain) in clauses)
        {
            if (_entries[entry].Policy.IsOrdered)
            {
                AddUnordered();
                rules.AddRange(CompileEntry(entry, isCertain, ports, request));
            }
            else
            {
                unordered.AddRange(CompileEntry(entry, isCertain, ports, request));
            }
        }

        AddUnordered();
        return rules.DrainToImmutable();

        void AddUnordered()
        {
            // What is allowed says nothing about pods that are open anyway.
            if (!isIsolated)
                unordered.RemoveAll(static rule => rule.Action == TierAction.Allow);

            // Order does not matter among rules of one action, and the search for pods is fastest where the widest come first.
            rules.AddRange(unordered.OrderByDescending(static rule => rule.Action == TierAction.Deny).ThenBy(static rule => rule.Pods?.RequirementCount ?? 0));
            unordered.Clear();
        }
    }

    private IEnumerable<TierRule> CompileEntry(int index, bool isCertain, string ports, TierRequest request)
    {
        if (_entries[index].Clause.Section(request.Direction) is not { } section)
            return [];
        var dependsOnPorts = request.Direction == TrafficDirection.Ingress
            && section.Rules.Any(static rule => rule.NamesPorts);
        var rules = dependsOnPorts && Volatile.Read(ref _compiledForPorts) > MaxCompiled
            ? CompileSection(_entries[index].Policy, section, request)
            : _compiled.GetOrAdd((index, request.Direction, request.Bound, request.IsStrict, dependsOnPorts ? ports : string.Empty), _ =>
            {
                if (dependsOnPorts)
                    Interlocked.Increment(ref _compiledForPorts);
                return CompileSection(_entries[index].Policy, section, request);
            });

        // A clause that perhaps selects the workload counts where it can only make the bound safer.
        return isCertain ? rules : rules.Where(rule => BoundFor(rule.Action, request.Bound) == Bound.Upper);
    }

    private static Bound BoundFor(TierAction action, Bound bound) => action == TierAction.Allow ? bound : bound == Bound.Lower ? Bound.Upper : Bound.Lower;

    private ImmutableArray<TierRule> CompileSection(Policy policy, PolicyDirection section, TierRequest request)
    {
        var rules = ImmutableArray.CreateBuilder<TierRule>();
        var denied = new List<(ImmutableArray<PortRange>? Ports, AddressSet Addresses)>();
        foreach (var rule in section.Rules)
        {
            var bound = BoundFor(rule.Action, request.Bound);
            var ranges = PortCompiler.Compile(rule, bound, request);
            if (ranges is { IsEmpty: true } || (rule.MayBeNarrower && bound == Bound.Lower))
                continue;
            if (rule.Peers is not { } peers)
            {
                rules.Add(new TierRule(rule.Action, AddressSet.Everything, PodSet.Everything, ranges, new RuleSource(policy, rule, null)) { Entities = PeerEntities.All });
                continue;
            }

            foreach (var peer in peers)
            {
                var (addresses, pods, entities) = CompilePeer(peer, rule.Action, bound, request);
                var source = new RuleSource(policy, rule, peer);

                // Whether a pod has the address by which it is passed on nobody knows: passed on or not, it is allowed at best.
                if (rule.Action == TierAction.Pass && request.Bound == Bound.Upper && peer.MeansPodsByAddress && pods is not null)
                {
                    rules.Add(new TierRule(TierAction.Allow, AddressSet.Empty, pods, ranges, source));
                    pods = null;
                }

                // Whatever the address of a pod is, one of the denials up to here names it.
                if (rule.Action == TierAction.Deny && peer is { MeansPodsByAddress: true, NamesPods: false } && pods is null)
                {
                    denied.Add((ranges, addresses));
                    var all = AddressSet.Union(denied.Where(item => Includes(item.Ports, ranges)).Select(static item => item.Addresses));
                    pods = AddressSet.Everything.Except(all).IsEmpty ? PodSet.Everything : null;
                }

                if (pods is not null || !addresses.IsEmpty || entities != PeerEntities.None)
                    rules.Add(new TierRule(rule.Action, addresses, pods, ranges, source) { Entities = entities });
            }
        }

        return rules.DrainToImmutable();
    }

    private static bool Includes(ImmutableArray<PortRange>? ports, ImmutableArray<PortRange>? others) =>
        ports is null || (others is { } some && some.All(range => ports.Value.Any(known => known.Protocol == range.Protocol && known.First <= range.First && range.Last <= known.Last)));

    private (AddressSet Addresses, PodSet? Pods, PeerEntities Entities) CompilePeer(PolicyPeer peer, TierAction action, Bound bound, TierRequest request)
    {
        if (peer.IsUnknown)
            return bound == Bound.Lower ? (AddressSet.Empty, null, PeerEntities.None) : (AddressSet.Everything, PodSet.Everything, PeerEntities.All);

        var addresses = peer.IpBlock is { } block ? CompileBlock(block, bound)
            : peer.Sets is { } sets ? CompileSets(sets, peer.Within, bound)
            : peer.Addresses ?? AddressSet.Empty;
        if (bound == Bound.Upper && (peer.HasUnknownAddresses || (peer.Service is { } service && _catalogs.Services.MayBeAnyAddress(service))))
            addresses = AddressSet.Everything;
        var pods = peer.NamesPods ? CompilePods(peer, bound, request.IsStrict) : null;
        if (peer.Sets is not null && addresses.IsEmpty)
            return (addresses, null, PeerEntities.None);
        return (addresses, peer.MeansPodsByAddress ? WithAddress(peer, addresses, pods, action, request.Bound) : pods, peer.Entities);
    }

    /// <summary>
    /// The address of a pod is one more thing in which pods that could exist differ. Which of them they will have nobody knows: at the upper bound no rule
    /// denies by it, and what it may allow it does. An allowance by addresses alone says nothing of pods, as an ipBlock does not.
    /// </summary>
    private PodSet? WithAddress(PolicyPeer peer, AddressSet addresses, PodSet? pods, TierAction action, Bound bound)
    {
        var named = peer.NamesPods ? pods : PodSet.Everything;
        if (named is null || (action == TierAction.Allow && !peer.NamesPods) || (action == TierAction.Deny && bound == Bound.Upper))
            return null;
        if (bound == Bound.Upper)
            return named;
        if (_pieces.Value.AreTooMany)
            return action == TierAction.Allow ? null : named;
        var requirement = _pieces.Value.Within(peer.NamesPods ? CompileBlocks(peer.Within, BoundFor(action, bound)) : addresses);
        return requirement is null ? named : requirement is { Operator: LabelOperator.In, Values: [] } ? null : named with { Pod = named.Pod.Add(requirement) };
    }

    /// <summary>The addresses by which rules mean pods, whatever is unknown of them.</summary>
    private PodAddressPieces FindPieces()
    {
        var peers = _entries.SelectMany(static entry => entry.Clause.Ingress?.Rules ?? []).SelectMany(static rule => rule.Peers ?? []).Where(static peer => peer.MeansPodsByAddress).ToImmutableArray();
        Bound[] bounds = [Bound.Lower, Bound.Upper];
        return new PodAddressPieces([.. from peer in peers from bound in bounds select AddressesOfPods(peer, bound)]);

        AddressSet AddressesOfPods(PolicyPeer peer, Bound bound) =>
            peer.IpBlock is { } block ? CompileBlock(block, bound) : peer.Sets is { } sets ? CompileSets(sets, peer.Within, bound) : CompileBlocks(peer.Within, bound);
    }

    private AddressSet CompileSets(NetworkSetQuery query, ImmutableArray<IpBlock> within, Bound bound)
    {
        var addresses = _catalogs.Sets.Find(query, bound);
        return within.IsEmpty ? addresses : addresses.Intersect(CompileBlocks(within, bound));
    }

    private static AddressSet CompileBlocks(ImmutableArray<IpBlock> blocks, Bound bound) => AddressSet.Union(blocks.Select(block => CompileBlock(block, bound)));

    private PodSet? CompilePods(PolicyPeer peer, Bound bound, bool isStrict)
    {
        // What an unknown value surely matches is known only where no other action can take it away.
        if (isStrict && bound == Bound.Lower && (peer.PodSelector?.IsPartlyUnknown == true || peer.NamespaceSelector?.IsPartlyUnknown == true))
            return null;
        var pod = SelectorBounds.Read(peer.PodSelector ?? LabelSelector.Everything, bound, key => Mentioned(key, static peer => peer.PodSelector));
        var inNamespace = peer.NamespaceSelector is null
            ? [new LabelRequirement(PodSet.NamespaceNameLabel, LabelOperator.In, [_namespace], null)]
            : SelectorBounds.Read(peer.NamespaceSelector, bound, key => Mentioned(key, static peer => peer.NamespaceSelector).Concat(_catalogs.Namespaces.ValuesOf(key)).Append(_namespace));
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

    /// <summary>Every value that the peers of these clauses name for a key.</summary>
    private IEnumerable<string> Mentioned(string key, Func<PolicyPeer, LabelSelector?> selector) =>
        _entries
            .SelectMany(static entry => entry.Clause.Ingress?.Rules ?? [])
            .SelectMany(static rule => rule.Peers ?? [])
            .SelectMany(peer => selector(peer)?.Requirements ?? [])
            .Where(requirement => string.Equals(requirement.Key, key, StringComparison.Ordinal))
            .SelectMany(static requirement => requirement.Values)
            .OfType<string>();
}
