using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Answers the two questions for the workloads of one scope, from all of its policies together. Policies are indexed by namespace and label, and
/// workloads that the same policies select share one verdict.
/// </summary>
internal sealed class Reachability
{
    /// <summary>Readings of unknown labels that are tried one by one; beyond, each policy that may select is taken by itself.</summary>
    private const int MaxReadings = 256;

    private readonly ConcurrentDictionary<string, NamespaceReachability> _namespaces = new(StringComparer.Ordinal);
    private readonly PolicySubjects _subjects;
    private readonly ScopeCatalogs _catalogs;
    private readonly ILookup<string, PolicyEntry> _byNamespace;
    private readonly ImmutableArray<PolicyEntry> _clusterWide;
    private readonly ImmutableArray<Policy> _rejected;
    private readonly ConcurrentDictionary<Workload, WorkloadVerdicts> _verdicts = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<string, Workload> _workloads;
    private readonly Lazy<ILookup<(string Namespace, string Key, string Value), Workload>> _byLabel;
    private readonly Lazy<ILookup<Policy, Workload>> _selected;

    public Reachability(DeploymentScope scope)
        : this(scope, scope.Enforcement)
    {
    }

    public Reachability(DeploymentScope scope, PolicyEnforcement enforcement)
    {
        _catalogs = new ScopeCatalogs(new NamespaceCatalog(scope.Namespaces), new ServiceCatalog(scope.Services), new NetworkSetCatalog(scope.NetworkSets, scope.Namespaces));
        var tiers = new TierCatalog(scope.Tiers);
        _subjects = new PolicySubjects(scope.Namespaces);
        var entries =
            from policy in scope.Policies
            where !policy.IsRejected
            let isEnforced = enforcement.Of(policy)
            where isEnforced != Truth.False
            from clause in policy.ClausesIn(enforcement.Dialect)
            select new PolicyEntry(policy, clause, isEnforced) { Tier = tiers.Find(policy.TierName) };
        var all = entries.ToImmutableArray();
        _byNamespace = all.Where(static entry => entry.Clause.Namespaces is null).ToLookup(static entry => entry.Policy.Namespace, StringComparer.Ordinal);
        _clusterWide = [.. all.Where(static entry => entry.Clause.Namespaces is not null)];
        _rejected = [.. scope.Policies.Where(policy => policy.IsRejected && enforcement.Of(policy.Kind) != Truth.False)];
        _selected = new Lazy<ILookup<Policy, Workload>>(() => SelectedBy(scope.Workloads));
        _byLabel = new Lazy<ILookup<(string, string, string), Workload>>(() => ByLabel(scope.Workloads));
        _workloads = scope.Workloads.ToLookup(static workload => workload.Namespace, StringComparer.Ordinal);
    }

    public WorkloadVerdicts Evaluate(Workload workload) => _verdicts.GetOrAdd(workload, EvaluateOnce);

    /// <summary>The policies that certainly select the workload and have something to say in the direction, in file order. The host network is not asked for.</summary>
    public ImmutableArray<Policy> GetSelectingPolicies(Workload workload, TrafficDirection direction)
    {
        var index = In(workload.Namespace).Index;
        return [.. index.Select(PolicySubjects.LabelsOf(workload), direction).Certain.Select(clause => index.Entries[clause].Policy).Distinct<Policy>(ReferenceEqualityComparer.Instance)];
    }

    /// <summary>Whether what none of them allows is denied by a policy that certainly selects the workload.</summary>
    public bool IsIsolated(Workload workload, TrafficDirection direction)
    {
        var index = In(workload.Namespace).Index;
        return index.Select(PolicySubjects.LabelsOf(workload), direction).Certain.Any(clause => index.Entries[clause].Isolates(direction) == Truth.True);
    }

    /// <summary>Whether the policies that certainly select the workload together admit any source on one port of it.</summary>
    public bool AdmitsWorld(Workload workload, Protocol protocol, int port)
    {
        var policies = In(workload.Namespace);
        return policies.AdmitsWorld(policies.Index.Select(PolicySubjects.LabelsOf(workload), TrafficDirection.Ingress), workload, protocol, port);
    }

    /// <summary>Whether policies let the workload connect to one port of an address outside the cluster.</summary>
    public Truth Reaches(Workload workload, IPAddress address, Protocol protocol, int port)
    {
        var policies = In(workload.Namespace);
        return policies.Reaches(policies.Index.Select(PolicySubjects.LabelsOf(workload), TrafficDirection.Egress), address, protocol, port);
    }

    /// <summary>The workloads that a policy certainly selects, in either direction. None where the policy is rejected.</summary>
    public IEnumerable<Workload> GetSelectedWorkloads(Policy policy) => _selected.Value[policy];

    /// <summary>The workloads whose pods a policy's selectors certainly match, whether or not the policy says anything about them.</summary>
    public IEnumerable<Workload> GetMatchedWorkloads(Policy policy)
    {
        var clauses = policy.ClausesIn(NetworkPolicyDialect.Kubernetes);
        var candidates = clauses is [{ Namespaces: null } only] ? CandidatesFor(only.Pods, policy.Namespace)
            : clauses.All(static clause => clause.Namespaces is null) ? _workloads[policy.Namespace]
            : _workloads.SelectMany(static group => group);
        return candidates.Where(workload => clauses.Any(clause => _subjects.Selects(policy, clause, workload) == Truth.True));
    }

    /// <summary>The workloads of a namespace with one of the values that some requirement lists; all of them where none does.</summary>
    private IEnumerable<Workload> CandidatesFor(LabelSelector selector, string space)
    {
        var listed = selector.Requirements.FirstOrDefault(static requirement => requirement.Operator == LabelOperator.In && !requirement.IsPartlyUnknown && !PolicySubjects.IsDerived(requirement.Key));
        return listed is null
            ? _workloads[space]
            : listed.Values.Distinct(StringComparer.Ordinal).SelectMany(value => _byLabel.Value[(space, listed.Key, value!)]);
    }

    private static ILookup<(string, string, string), Workload> ByLabel(ImmutableArray<Workload> workloads)
    {
        var labelled =
            from workload in workloads
            from label in workload.PodLabels.Labels
            where label.Value is not null
            select (Key: (workload.Namespace, label.Key, label.Value), Workload: workload);
        return labelled.ToLookup(static pair => pair.Key, static pair => pair.Workload);
    }

    private ILookup<Policy, Workload> SelectedBy(ImmutableArray<Workload> workloads) =>
        workloads
            .SelectMany(workload => GetSelectingPolicies(workload, TrafficDirection.Ingress)
                .Concat(GetSelectingPolicies(workload, TrafficDirection.Egress))
                .Distinct<Policy>(ReferenceEqualityComparer.Instance)
                .Select(policy => (policy, workload)))
            .ToLookup<(Policy Policy, Workload Workload), Policy, Workload>(
                static pair => pair.Policy, static pair => pair.Workload, ReferenceEqualityComparer.Instance);

    private NamespaceReachability In(string @namespace) => _namespaces.GetOrAdd(@namespace, name =>
    {
        var clusterWide =
            from entry in _clusterWide
            let applies = _subjects.IncludesNamespace(entry.Policy, entry.Clause, name)
            where applies != Truth.False
            select entry with { Applies = applies == Truth.True ? entry.Applies : Truth.Unknown };
        return new NamespaceReachability(name, new PolicyIndex(_byNamespace[name].Concat(clusterWide)), _catalogs);
    });

    private WorkloadVerdicts EvaluateOnce(Workload workload)
    {
        var onHostNetwork = new WorkloadVerdicts(
            new Verdict<ImdsReachability>(ImdsReachability.Reachable, VerdictReason.HostNetwork, VerdictWords.HostNetwork, []),
            new Verdict<IngressExposure>(IngressExposure.OpenWorld, VerdictReason.HostNetwork, VerdictWords.HostNetwork, []));
        if (workload.HostNetwork == Truth.True)
            return onHostNetwork;

        var policies = In(workload.Namespace);
        BoundedVerdict<ImdsReachability>? imds = null;
        BoundedVerdict<IngressExposure>? ingress = null;
        foreach (var labels in Readings(PolicySubjects.LabelsOf(workload), policies.Index))
        {
            var nextImds = policies.Imds(policies.Index.Select(labels, TrafficDirection.Egress));
            var nextIngress = policies.Ingress(policies.Index.Select(labels, TrafficDirection.Ingress), workload.Ports);
            imds = imds?.Or(nextImds) ?? nextImds;
            ingress = ingress?.Or(nextIngress) ?? nextIngress;
        }

        if (workload.HostNetwork == Truth.Unknown)
        {
            imds = imds!.Or(BoundedVerdict<ImdsReachability>.Certain(onHostNetwork.Imds));
            ingress = ingress!.Or(BoundedVerdict<IngressExposure>.Certain(onHostNetwork.Ingress));
        }

        return new WorkloadVerdicts(
            NameRejected(imds!.Settle(() => VerdictWords.Unknown(Causes(workload, policies.Index, TrafficDirection.Egress))), workload, TrafficDirection.Egress),
            NameRejected(ingress!.Settle(() => VerdictWords.Unknown(Causes(workload, policies.Index, TrafficDirection.Ingress))), workload, TrafficDirection.Ingress));
    }

    /// <summary>The label sets that the unknown labels may stand for, as far as any selector can tell them apart.</summary>
    private static IEnumerable<LabelSet> Readings(LabelSet labels, PolicyIndex index)
    {
        var keys = labels.IsOpen
            ? index.Mentioned.Keys.Where(key => !labels.Labels.TryGetValue(key, out var value) || value is null).ToArray()
            : labels.Labels.Where(label => label.Value is null && index.Mentioned.ContainsKey(label.Key)).Select(static label => label.Key).ToArray();
        if (keys.Length == 0 || keys.Any(index.Patterned.Contains))
            return [labels];

        IEnumerable<LabelSet> readings = [labels with { IsOpen = false }];
        var count = 1;
        foreach (var key in keys)
        {
            // A value that no selector names cannot be written in a file, so it clashes with none.
            var values = index.Mentioned[key].Append("\u0001").ToArray();
            var mayBeAbsent = !labels.Labels.ContainsKey(key);
            count *= values.Length + (mayBeAbsent ? 1 : 0);
            if (count > MaxReadings)
                return [labels];
            readings = readings.SelectMany(reading => values
                .Select(value => reading with { Labels = reading.Labels.SetItem(key, value) })
                .Concat(mayBeAbsent ? [reading] : []));
        }

        return readings;
    }

    private static ImmutableArray<string> Causes(Workload workload, PolicyIndex index, TrafficDirection direction)
    {
        var causes = ImmutableArray.CreateBuilder<string>();
        if (workload.HostNetwork == Truth.Unknown)
            causes.Add(VerdictWords.UnknownHostNetwork);
        foreach (var (key, value) in workload.PodLabels.Labels)
        {
            if (value is null && index.Mentioned.ContainsKey(key))
                causes.Add(VerdictWords.UnknownLabel(key));
        }

        var selection = index.Select(PolicySubjects.LabelsOf(workload), direction);
        var all = selection.Certain.Concat(selection.Possible).Order().ToImmutableArray();
        foreach (var (policy, clause, applies) in all.Select(clause => index.Entries[clause]))
        {
            if (clause.HasUnknown(direction))
                causes.Add(VerdictWords.UnknownPolicy(policy));
            else if (applies == Truth.Unknown)
                causes.Add(VerdictWords.PerhapsEnforced(policy));
        }

        var isUndefined = ClauseOrders.Of(all, index.Entries, direction) is not { Length: 1 };
        if (isUndefined && ClauseOrders.FindTie(all, index.Entries, direction) is (var first, var second))
            causes.Add(VerdictWords.EqualPriority(first, second));
        if (ClauseOrders.FindUnplaced(all, index.Entries) is { } unplaced)
            causes.Add(VerdictWords.UnknownTier(unplaced.Policy));
        if (FindPair(all, index.Entries) is (var one, var other))
            causes.Add(VerdictWords.TwoEngines(one, other));
        return [.. causes.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A policy of Cilium's kinds beside one of Calico's.</summary>
    private static (Policy Cilium, Policy Calico)? FindPair(ImmutableArray<int> clauses, ImmutableArray<PolicyEntry> entries)
    {
        var policies = clauses.Select(clause => entries[clause].Policy).ToImmutableArray();
        return policies.FirstOrDefault(static policy => PolicyKinds.Cilium.HasFlag(policy.Kind)) is { } cilium
            && policies.FirstOrDefault(static policy => PolicyKinds.Calico.HasFlag(policy.Kind)) is { } calico
            ? (cilium, calico)
            : null;
    }

    /// <summary>Where a rejected policy would have isolated the workload, the reason says so: the author believes it does.</summary>
    private Verdict<TAnswer> NameRejected<TAnswer>(Verdict<TAnswer> verdict, Workload workload, TrafficDirection direction)
        where TAnswer : struct, Enum
    {
        if (verdict.Reason != VerdictReason.NotIsolated || _rejected.IsEmpty || verdict.Because != VerdictWords.NotIsolated(direction, []))
            return verdict;
        var selecting = _rejected
            .Where(policy => policy.ClausesIn(NetworkPolicyDialect.Kubernetes)
                .Any(clause => clause.Section(direction) is not null && _subjects.Selects(policy, clause, workload) == Truth.True))
            .ToImmutableArray();
        return selecting.IsEmpty ? verdict : verdict with { Because = VerdictWords.NotIsolated(direction, selecting) };
    }
}
