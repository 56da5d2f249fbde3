using System.Collections.Concurrent;
using System.Collections.Immutable;
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

    private readonly Dictionary<string, NamespaceReachability> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<NetworkPolicy>> _rejected;
    private readonly NamespaceReachability _withoutPolicies;
    private readonly ConcurrentDictionary<Workload, WorkloadVerdicts> _verdicts = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<ILookup<NetworkPolicy, Workload>> _selected;

    public Reachability(DeploymentScope scope)
    {
        var catalog = new NamespaceCatalog(scope.Namespaces);
        foreach (var group in scope.Policies.Where(static policy => !policy.IsRejected).GroupBy(static policy => policy.Namespace, StringComparer.Ordinal))
            _namespaces[group.Key] = new NamespaceReachability(group.Key, new PolicyIndex(group), catalog);
        _withoutPolicies = new NamespaceReachability(string.Empty, new PolicyIndex([]), catalog);
        _rejected = scope.Policies
            .Where(static policy => policy.IsRejected)
            .GroupBy(static policy => policy.Namespace, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToImmutableArray(), StringComparer.Ordinal);
        _selected = new Lazy<ILookup<NetworkPolicy, Workload>>(() => SelectedBy(scope.Workloads));
    }

    public WorkloadVerdicts Evaluate(Workload workload) => _verdicts.GetOrAdd(workload, EvaluateOnce);

    /// <summary>The policies that certainly select the workload and govern the direction, in file order. The host network is not asked for.</summary>
    public ImmutableArray<NetworkPolicy> GetSelectingPolicies(Workload workload, TrafficDirection direction)
    {
        var index = In(workload).Index;
        return [.. index.Select(workload.PodLabels, direction).Certain.Select(policy => index.Policies[policy])];
    }

    /// <summary>The workloads that a policy certainly selects, in either direction. None where the policy is rejected.</summary>
    public IEnumerable<Workload> GetSelectedWorkloads(NetworkPolicy policy) => _selected.Value[policy];

    private ILookup<NetworkPolicy, Workload> SelectedBy(ImmutableArray<Workload> workloads) =>
        workloads
            .SelectMany(workload => GetSelectingPolicies(workload, TrafficDirection.Ingress)
                .Concat(GetSelectingPolicies(workload, TrafficDirection.Egress))
                .Distinct<NetworkPolicy>(ReferenceEqualityComparer.Instance)
                .Select(policy => (policy, workload)))
            .ToLookup<(NetworkPolicy Policy, Workload Workload), NetworkPolicy, Workload>(
                static pair => pair.Policy, static pair => pair.Workload, ReferenceEqualityComparer.Instance);

    private NamespaceReachability In(Workload workload) => _namespaces.GetValueOrDefault(workload.Namespace, _withoutPolicies);

    private WorkloadVerdicts EvaluateOnce(Workload workload)
    {
        var onHostNetwork = new WorkloadVerdicts(
            new Verdict<ImdsReachability>(ImdsReachability.Reachable, VerdictReason.HostNetwork, VerdictWords.HostNetwork, []),
            new Verdict<IngressExposure>(IngressExposure.OpenWorld, VerdictReason.HostNetwork, VerdictWords.HostNetwork, []));
        if (workload.HostNetwork == Truth.True)
            return onHostNetwork;

        var policies = In(workload);
        BoundedVerdict<ImdsReachability>? imds = null;
        BoundedVerdict<IngressExposure>? ingress = null;
        foreach (var labels in Readings(workload.PodLabels, policies.Index))
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
        if (keys.Length == 0)
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

        var selection = index.Select(workload.PodLabels, direction);
        foreach (var policy in selection.Certain.Concat(selection.Possible).Order().Select(policy => index.Policies[policy]))
        {
            if (policy.HasUnknown(direction))
                causes.Add(VerdictWords.UnknownPolicy(policy));
        }

        return causes.ToImmutable();
    }

    /// <summary>Where a rejected policy would have isolated the workload, the reason says so: the author believes it does.</summary>
    private Verdict<TAnswer> NameRejected<TAnswer>(Verdict<TAnswer> verdict, Workload workload, TrafficDirection direction)
        where TAnswer : struct, Enum
    {
        if (verdict.Reason != VerdictReason.NotIsolated || !_rejected.TryGetValue(workload.Namespace, out var rejected))
            return verdict;
        var selecting = rejected
            .Where(policy => policy.Section(direction) is not null && policy.PodSelector.Matches(workload.PodLabels) == Truth.True)
            .ToImmutableArray();
        return selecting.IsEmpty ? verdict : verdict with { Because = VerdictWords.NotIsolated(direction, selecting) };
    }
}
