using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Decides for the pods of one namespace what a set of clauses allows. Workloads that the same clauses select share the verdicts.</summary>
internal sealed class NamespaceReachability(string @namespace, PolicyIndex index, ScopeCatalogs catalogs)
{
    /// <summary>Combinations of what isolates in several tiers that are tried one by one.</summary>
    private const int MaxReadings = 64;

    private readonly PolicyCompiler _compiler = new(@namespace, index.Entries, catalogs);
    private readonly VerdictWriter _verdicts = new(index.Entries);
    private readonly ConcurrentDictionary<PolicySelection, BoundedVerdict<ImdsReachability>> _imds = new();
    private readonly ConcurrentDictionary<(PolicySelection Selection, string Ports), BoundedVerdict<IngressExposure>> _ingress = new();
    private readonly ImmutableArray<bool> _hasUnknownEgress = [.. index.Entries.Select(entry => HasUnknown(entry, TrafficDirection.Egress, catalogs))];
    private readonly ImmutableArray<bool> _hasUnknownIngress = [.. index.Entries.Select(entry => HasUnknown(entry, TrafficDirection.Ingress, catalogs))];

    public PolicyIndex Index { get; } = index;

    public BoundedVerdict<ImdsReachability> Imds(PolicySelection selection) =>
        _imds.GetOrAdd(selection, key => Bounds(
            key, TrafficDirection.Egress, ImdsReachability.Blocked, ImdsReachability.Reachable, request => EvaluateImds(request)));

    /// <summary>Whether the pods may connect to one port of an address outside the cluster.</summary>
    public Truth Reaches(PolicySelection selection, IPAddress address, Protocol protocol, int port)
    {
        var bounds = Bounds(selection, TrafficDirection.Egress, ImdsReachability.Blocked, ImdsReachability.Reachable, request =>
        {
            var decision = TierEvaluator.Decide(_compiler.Compile(request), address, protocol, port);
            return new Evaluation<ImdsReachability>(_verdicts.Imds(decision, request), IsExact: true);
        });
        return !bounds.IsCertain ? Truth.Unknown : bounds.Lower.Answer switch { ImdsReachability.Reachable => Truth.True, ImdsReachability.Blocked => Truth.False, _ => Truth.Unknown };
    }

    public BoundedVerdict<IngressExposure> Ingress(PolicySelection selection, ImmutableArray<ContainerPort> ports) =>
        _ingress.GetOrAdd((selection, string.Join(';', ports)), key => Bounds(
            key.Selection, TrafficDirection.Ingress, IngressExposure.Isolated, IngressExposure.OpenWorld, request => EvaluateIngress(request with { Ports = ports })));

    /// <summary>Whether clauses that certainly select a workload together admit any source on one port of it.</summary>
    public bool AdmitsWorld(PolicySelection selection, Workload workload, Protocol protocol, int port)
    {
        var clauses = selection.Certain.Select(static clause => (clause, true)).ToImmutableArray();
        var isolated = selection.Certain.Where(clause => Isolates(clause, TrafficDirection.Ingress) == Truth.True).Select(clause => Index.Entries[clause].Tier).Distinct();
        var request = new TierRequest(clauses, [.. isolated], TrafficDirection.Ingress, Bound.Lower) { Ports = workload.Ports, IsStrict = IsStrict(selection, TrafficDirection.Ingress) };
        return TierEvaluator.AllowedAddresses(_compiler.Compile(request), protocol, port).IsWorld;
    }

    /// <summary>
    /// The narrowest and the widest that may be true. Where nothing certainly isolates, either nothing does, or at least one of those that perhaps do.
    /// </summary>
    private BoundedVerdict<TAnswer> Bounds<TAnswer>(
        PolicySelection selection, TrafficDirection direction, TAnswer narrowest, TAnswer widest, Func<TierRequest, Evaluation<TAnswer>> evaluate)
        where TAnswer : struct, Enum
    {
        var all = selection.Certain.Concat(selection.Possible).Order().ToImmutableArray();
        if (all.IsEmpty)
            return BoundedVerdict<TAnswer>.Certain(VerdictWriter.NotIsolated(widest, direction));
        if (WithOneEngine(selection) is (var one, var other))
            return Bounds(one, direction, narrowest, widest, evaluate).Or(Bounds(other, direction, narrowest, widest, evaluate));
        if (IsPassUncertain(selection, direction) || ClauseOrders.Of(all, Index.Entries, direction) is not { } orders || Readings(selection, direction) is not { } readings)
            return new BoundedVerdict<TAnswer>(VerdictWriter.Undecided(narrowest), VerdictWriter.Undecided(widest));

        BoundedVerdict<TAnswer>? bounds = null;
        foreach (var order in orders)
        {
            foreach (var reading in readings)
            {
                var next = Evaluate(reading, order);
                bounds = bounds?.Or(next) ?? next;
            }
        }

        return bounds!;

        BoundedVerdict<TAnswer> Evaluate(PolicyReading reading, ImmutableArray<int> order)
        {
            var certain = reading.Certain.ToHashSet();
            var clauses = order
                .Where(clause => certain.Contains(clause) || reading.Possible.Contains(clause))
                .Select(clause => (clause, certain.Contains(clause)))
                .ToImmutableArray();
            if (clauses.IsEmpty)
                return BoundedVerdict<TAnswer>.Certain(VerdictWriter.NotIsolated(widest, direction));
            var request = new TierRequest(clauses, reading.Isolated, direction, Bound.Lower) { IsStrict = IsStrict(selection, direction) };
            var lower = evaluate(request);
            var hasUnknown = direction == TrafficDirection.Ingress ? _hasUnknownIngress : _hasUnknownEgress;
            return lower.IsExact && reading.Possible.IsEmpty && !reading.Certain.Any(clause => hasUnknown[clause])
                ? BoundedVerdict<TAnswer>.Certain(lower.Verdict)
                : new BoundedVerdict<TAnswer>(lower.Verdict, evaluate(request with { Bound = Bound.Upper }).Verdict);
        }
    }

    /// <summary>No engine reads the kinds of both Cilium and Calico, so one of the two has no effect.</summary>
    private (PolicySelection One, PolicySelection Other)? WithOneEngine(PolicySelection selection)
    {
        var (cilium, calico) = (Without(selection, PolicyKinds.Cilium), Without(selection, PolicyKinds.Calico));
        return selection.Equals(cilium) || selection.Equals(calico) ? null : (cilium, calico);
    }

    private PolicySelection Without(PolicySelection selection, PolicyKinds kinds) =>
        new(
            selection.Certain.RemoveAll(clause => kinds.HasFlag(Index.Entries[clause].Policy.Kind)),
            selection.Possible.RemoveAll(clause => kinds.HasFlag(Index.Entries[clause].Policy.Kind)));

    /// <summary>What may isolate, for each tier that denies at its end; null where there are too many combinations.</summary>
    private ImmutableArray<PolicyReading>? Readings(PolicySelection selection, TrafficDirection direction)
    {
        ImmutableArray<PolicyReading> readings = [new PolicyReading(selection.Certain, selection.Possible, [])];
        foreach (var tier in selection.Certain.Concat(selection.Possible).Where(clause => Isolates(clause, direction) != Truth.False).Select(clause => Index.Entries[clause].Tier).Distinct())
        {
            readings = [.. readings.SelectMany(reading => ReadingsOf(tier, reading, direction))];
            if (readings.Length > MaxReadings && readings[^1].Isolated.Length > 1)
                return null;
        }

        return readings;
    }

    private IEnumerable<PolicyReading> ReadingsOf(TierPlace tier, PolicyReading reading, TrafficDirection direction)
    {
        var isolated = reading.Isolated.Add(tier);
        if (reading.Certain.Any(clause => Isolates(clause) == Truth.True))
        {
            yield return reading with { Isolated = isolated };
            yield break;
        }

        yield return reading with { Possible = reading.Possible.RemoveAll(clause => Isolates(clause) == Truth.True) };
        foreach (var clause in reading.Possible.Where(clause => Isolates(clause) != Truth.False))
            yield return new PolicyReading(reading.Certain.Add(clause), reading.Possible.Remove(clause), isolated);
        if (reading.Certain.Any(clause => Isolates(clause) == Truth.Unknown))
            yield return reading with { Isolated = isolated };

        Truth Isolates(int clause) => Index.Entries[clause].Tier == tier ? this.Isolates(clause, direction) : Truth.False;
    }

    private Truth Isolates(int clause, TrafficDirection direction) => Index.Entries[clause].Isolates(direction);

    private static bool HasUnknown(PolicyEntry entry, TrafficDirection direction, ScopeCatalogs catalogs) =>
        entry.Clause.HasUnknown(direction)
        || (direction == TrafficDirection.Ingress && entry.Clause.Ingress?.Rules.Any(static rule => rule.DependsOnPodAddresses) == true)
        || (direction == TrafficDirection.Ingress && !catalogs.Sets.IsEmpty && entry.Clause.Ingress?.Rules.Any(static rule => rule.NamesSets && rule.Action != TierAction.Allow) == true)
        || entry.Clause.Section(direction)?.Rules.Any(catalogs.Sets.IsUncertain) == true;

    private bool IsStrict(PolicySelection selection, TrafficDirection direction) =>
        selection.Certain.Concat(selection.Possible).Any(clause => Rules(clause, direction).Any(static rule => rule.Action != TierAction.Allow));

    /// <summary>A connection that may or may not be passed on may meet either end, and another may meet the other.</summary>
    private bool IsPassUncertain(PolicySelection selection, TrafficDirection direction) =>
        selection.Certain.Any(clause => Rules(clause, direction).Any(rule => rule.Action == TierAction.Pass
            && (rule.IsPartlyUnknown || catalogs.Sets.IsUncertain(rule) || (rule.Peers?.Any(static peer => peer.MeansPodsByAddress) == true && _compiler.HasTooManyPodAddresses))))
        || selection.Possible.Any(clause => Rules(clause, direction).Any(static rule => rule.Action == TierAction.Pass));

    private ImmutableArray<PolicyRule> Rules(int clause, TrafficDirection direction) => Index.Entries[clause].Clause.Section(direction)?.Rules ?? [];

    private Evaluation<ImdsReachability> EvaluateImds(TierRequest request)
    {
        var decision = TierEvaluator.Decide(_compiler.Compile(request), MetadataService.Address, Protocol.Tcp, MetadataService.Port);
        return new Evaluation<ImdsReachability>(_verdicts.Imds(decision, request), IsExact: true);
    }

    private Evaluation<IngressExposure> EvaluateIngress(TierRequest request)
    {
        // Only Cilium's own kinds tell nodes and the like from everybody else.
        var entities = request.Clauses.Any(clause => PolicyKinds.Cilium.HasFlag(Index.Entries[clause.Entry].Policy.Kind)) ? PeerEntities.All : PeerEntities.None;
        var tiers = _compiler.Compile(request);
        var outcome = TierEvaluator.Classify(tiers, new PodSearch(catalogs.Namespaces, @namespace, request.Bound), request.Bound, entities);
        var isExact = !outcome.IsExhausted && !catalogs.Namespaces.HasUnknown && request.Ports.All(static port => port is { Name: not null, Number: not null });
        return new Evaluation<IngressExposure>(_verdicts.Ingress(outcome, tiers, request), isExact);
    }

    /// <summary>A verdict at one bound; exact where it would be the same at the other, but for what is unknown in policies.</summary>
    private sealed record Evaluation<TAnswer>(Verdict<TAnswer> Verdict, bool IsExact)
        where TAnswer : struct, Enum;
}
