using System.Collections.Immutable;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Finds the selectors of a scope's policies that match nothing. It claims that only of places the files show: namespaces with workloads here.
/// Pods of other repositories, of controllers and of jobs made at run time are none of its business; a Service that leads to them tells of some.
/// </summary>
internal sealed class SelectorSearch
{
    private readonly DeploymentScope _scope;
    private readonly ILookup<string, Workload> _workloads;
    private readonly ILookup<string, LabelSet> _expected;
    private readonly HashSet<string> _podKeys;

    /// <summary>Something of the scope was not read: only what looks like a slip is worth a word.</summary>
    private readonly bool _isIncomplete;

    public SelectorSearch(DeploymentScope scope, bool isIncomplete)
    {
        _scope = scope;
        _isIncomplete = isIncomplete;
        _expected = scope.Services.ToLookup(static service => service.Object.Namespace, static service => LabelsOf(service.Selector), StringComparer.Ordinal);
        _workloads = scope.Workloads.ToLookup(static workload => workload.Namespace, StringComparer.Ordinal);
        _podKeys = scope.Workloads.SelectMany(static workload => workload.PodLabels.Labels.Keys).ToHashSet(StringComparer.Ordinal);
    }

    public IEnumerable<UnmatchedSelector> Find(Policy policy)
    {
        if (policy.IsRejected || Placeholder.IsIn(policy.Namespace))
            yield break;

        // The alternatives of one selector are clauses, or peers, of one path: one that matches is enough. Without a path they are parts of a rule.
        var clauses = policy.ClausesIn(NetworkPolicyDialect.Kubernetes);
        foreach (var alternatives in clauses.Where(static clause => clause.Path.Length > 0).GroupBy(static clause => clause.Path, StringComparer.Ordinal))
        {
            if (FindUnmatched(alternatives.Select(clause => FindSubject(policy, clause))) is { } subject)
                yield return subject;
        }

        var peers = clauses.SelectMany(static clause => Peers(clause.Ingress).Concat(Peers(clause.Egress))).Where(static peer => peer.Sets is null);
        foreach (var alternatives in peers.GroupBy(static peer => peer.Path, StringComparer.Ordinal))
        {
            // Whom a chart lets in belongs to other releases more often than not, and what Calico selects may be a network set.
            if (FindUnmatched(alternatives.Select(peer => FindPeer(policy, peer))) is { } unmatched
                && (unmatched.Nearest is not null || (policy.Object.Document.HelmSource is null && !PolicyKinds.Calico.HasFlag(policy.Kind))))
            {
                yield return unmatched;
            }
        }
    }

    private static UnmatchedSelector? FindUnmatched(IEnumerable<UnmatchedSelector?> alternatives)
    {
        var found = alternatives.ToArray();
        return found.Contains(null) ? null : found.FirstOrDefault(static item => item!.Nearest is not null) ?? found[0];
    }

    private UnmatchedSelector? FindSubject(Policy policy, PolicyClause clause)
    {
        if (clause.Namespaces is null && policy.Namespace.Length > 0)
            return FindElsewhere(policy, clause) ?? FindPods(policy, clause.Pods, clause.Path, [policy.Namespace], isOptIn: false);

        // What a policy of the whole cluster selects may be anywhere, so only a slip is told.
        if (clause.Namespaces is { } namespaces && FindNamespaces(policy, namespaces, PolicyKinds.Calico.HasFlag(policy.Kind) ? "spec.namespaceSelector" : clause.Path) is { } unmatched)
            return unmatched;
        var meant = _scope.Namespaces.Where(item => _workloads.Contains(item.Name) && clause.Namespaces?.Matches(item.Labels) != Truth.False).Select(static item => item.Name).ToImmutableArray();
        return !meant.IsEmpty && FindPods(policy, clause.Pods, clause.Path, meant, isOptIn: false) is { Nearest: not null } slip ? slip : null;
    }

    /// <summary>A policy in a namespace without workloads here, where the pods it means are in another one: it names none, or one that is nearly theirs.</summary>
    private UnmatchedSelector? FindElsewhere(Policy policy, PolicyClause clause)
    {
        if (!IsTelling(clause.Pods) || _workloads.Contains(policy.Namespace))
            return null;
        var isGiven = (policy.Object.Node["metadata"] as YamlMapping)?["namespace"] is YamlScalar { IsNull: false, Value.Length: > 0 };
        var meant = _scope.Workloads.FirstOrDefault(workload =>
            clause.Pods.Matches(workload.PodLabels) == Truth.True && (!isGiven || LabelSlip.IsLikely(policy.Namespace, workload.Namespace)));
        if (meant is null)
            return null;
        var where = isGiven ? "there is none here" : "the policy names no namespace";
        var nearest = new NearestLabel($"{meant.Kind} '{meant.Name}'", $"has these labels in namespace '{meant.Namespace}'", meant.Object.NameLocation);
        return new UnmatchedSelector(policy, clause.Path, LocationOf(clause.Pods, policy), $"workload of namespace '{policy.Namespace}'", where, nearest);
    }

    private static IEnumerable<PolicyPeer> Peers(PolicyDirection? section) => section?.Rules.SelectMany(static rule => rule.Peers ?? []) ?? [];

    private UnmatchedSelector? FindPeer(Policy policy, PolicyPeer peer)
    {
        if (peer.IsUnknown || peer.IpBlock is not null)
            return null;
        var (podsPath, namespacesPath) = PathsOf(policy, peer);
        if (peer.NamespaceSelector is not { } namespaces)
            return peer.PodSelector is { } ownPods ? FindPods(policy, ownPods, podsPath, [policy.Namespace], isOptIn: true) : null;
        if (FindNamespaces(policy, namespaces, namespacesPath) is { } unmatched)
            return unmatched;

        // A selector of namespaces may match others that are not here, unless it names them.
        var named = namespaces.Requirements.FirstOrDefault(static item => item is { Key: NamespaceReader.NameLabel, Operator: LabelOperator.In, IsPartlyUnknown: false });
        return named is not null && namespaces.Requirements.Length == 1 && peer.PodSelector is { } pods
            ? FindPods(policy, pods, podsPath, [.. named.Values.OfType<string>()], isOptIn: true)
            : null;
    }

    /// <summary>What the two selectors of a peer are called in its kind. Cilium has one for both.</summary>
    private static (string Pods, string Namespaces) PathsOf(Policy policy, PolicyPeer peer)
    {
        var item = peer.Path[..(peer.Path.LastIndexOf(']') + 1)];
        return PolicyKinds.Cilium.HasFlag(policy.Kind) ? (item, item)
            : PolicyKinds.Calico.HasFlag(policy.Kind) ? ($"{peer.Path}.selector", $"{peer.Path}.namespaceSelector")
            : ($"{item}.podSelector", $"{item}.namespaceSelector");
    }

    private UnmatchedSelector? FindPods(Policy policy, LabelSelector selector, string path, ImmutableArray<string> namespaces, bool isOptIn)
    {
        // Without workloads of a namespace here, its pods are made elsewhere. A selector that only excludes leaves out what is here on purpose.
        if (!IsTelling(selector) || selector.Requirements.Any(static requirement => PolicySubjects.IsDerived(requirement.Key)) || !namespaces.All(_workloads.Contains))
            return null;
        var workloads = namespaces.SelectMany(name => _workloads[name]).ToImmutableArray();
        if (workloads.Any(workload => selector.Matches(workload.PodLabels) != Truth.False))
            return null;

        var missing = MissingFrom(selector, workloads, static workload => workload.PodLabels);
        var nearest = OnTheObject(selector, workloads) ?? NearestOf(
            missing, workloads, static workload => workload.DeclaredLabels, static _ => true, static workload => $"{workload.Kind} '{workload.Name}'", static workload => workload.Object.NameLocation);
        if (nearest is null && (_isIncomplete || IsExpected(selector, namespaces) || missing is not null && (IsOfController(missing) || isOptIn && IsOptIn(missing))))
            return null;
        var place = policy.Namespace.Length == 0 ? "workload here" : namespaces.Length == 1 ? $"workload of namespace '{namespaces[0]}'" : "workload of those namespaces";
        return new UnmatchedSelector(policy, path, missing?.Location ?? LocationOf(selector, policy), place, Absence(missing), nearest);
    }

    /// <summary>Namespaces of other repositories exist, so only a slip in the label of one that is declared here is told.</summary>
    private UnmatchedSelector? FindNamespaces(Policy policy, LabelSelector selector, string path)
    {
        if (!IsTelling(selector) || _scope.Namespaces.Any(item => selector.Matches(item.Labels) != Truth.False))
            return null;
        var missing = MissingFrom(selector, _scope.Namespaces, static item => item.Labels);

        // A namespace is known by its name; that another one has the same word in some other label means nothing.
        var nearest = NearestOf(
            missing,
            _scope.Namespaces,
            static item => item.Labels,
            key => key == NamespaceReader.NameLabel || key == missing?.Key,
            static item => $"namespace '{item.Name}'",
            item => item.Declaration ?? FirstPlaceIn(item, policy));
        return nearest is null ? null : new UnmatchedSelector(policy, path, missing!.Location ?? LocationOf(selector, policy), "namespace here", Absence(missing), nearest);
    }

    private SourceLocation FirstPlaceIn(KubernetesNamespace item, Policy policy) =>
        (_workloads[item.Name].FirstOrDefault()?.Object ?? _scope.Policies.FirstOrDefault(other => other.Namespace == item.Name)?.Object ?? policy.Object).NameLocation;

    private static bool IsTelling(LabelSelector selector) =>
        !selector.IsPartlyUnknown && selector.Requirements.Any(static requirement => requirement.Operator is LabelOperator.In or LabelOperator.Exists);

    private static SourceLocation LocationOf(LabelSelector selector, Policy policy) =>
        selector.Requirements.FirstOrDefault(static requirement => requirement.Location is not null)?.Location ?? policy.Object.NameLocation;

    /// <summary>The first requirement that nothing meets, or null where each is met by something.</summary>
    private static LabelRequirement? MissingFrom<T>(LabelSelector selector, ImmutableArray<T> items, Func<T, LabelSet> labelsOf) =>
        selector.Requirements.FirstOrDefault(requirement => items.All(item => requirement.Matches(labelsOf(item)) == Truth.False));

    private static string Absence(LabelRequirement? missing) => missing switch
    {
        null => "none has all of its labels",
        { Operator: LabelOperator.In, Values: [var only] } => $"none has the label '{missing.Key}: {only}'",
        { Operator: LabelOperator.In } => $"none has the label '{missing.Key}' with one of {string.Join(", ", missing.Values.Select(static value => $"'{value}'"))}",
        { Operator: LabelOperator.Exists } => $"none has the label '{missing.Key}'",
        _ => $"all have the label '{missing.Key}' that it excludes",
    };

    /// <summary>A policy looks at the labels of pods, which come from the template; those of the object itself are easily taken for them.</summary>
    private static NearestLabel? OnTheObject(LabelSelector selector, ImmutableArray<Workload> workloads)
    {
        foreach (var workload in workloads)
        {
            var labels = LabelReader.Read((workload.Object.Node["metadata"] as YamlMapping)?["labels"] as YamlMapping);
            if (selector.Matches(labels) == Truth.True)
                return new NearestLabel($"{workload.Kind} '{workload.Name}'", "has it on the object, not on its pods", workload.Object.NameLocation);
        }

        return null;
    }

    private static NearestLabel? NearestOf<T>(
        LabelRequirement? missing,
        ImmutableArray<T> items,
        Func<T, LabelSet> labelsOf,
        Func<string, bool> mayBeMeant,
        Func<T, string> nameOf,
        Func<T, SourceLocation> locationOf)
    {
        if (missing is null || missing.Operator is LabelOperator.NotIn or LabelOperator.DoesNotExist)
            return null;
        var best = (Rank: int.MaxValue, Item: default(T), Key: string.Empty, Value: string.Empty);
        foreach (var item in items)
        {
            foreach (var (key, value) in labelsOf(item).Labels)
            {
                if (value is not null && mayBeMeant(key) && Rank(missing, key, value) is var rank && rank < best.Rank)
                    best = (rank, item, key, value);
            }
        }

        return best.Rank == int.MaxValue ? null : new NearestLabel(nameOf(best.Item!), $"has '{best.Key}: {best.Value}'", locationOf(best.Item!));
    }

    /// <summary>How near a label comes to a requirement: a slip in the value, a slip in the key, the same value under another key.</summary>
    private static int Rank(LabelRequirement missing, string key, string value)
    {
        if (missing.Operator == LabelOperator.Exists)
            return LabelSlip.IsLikely(missing.Key, key) ? 1 : int.MaxValue;
        if (string.Equals(key, missing.Key, StringComparison.Ordinal))
            return missing.Values.Any(wanted => LabelSlip.IsLikely(wanted!, value)) ? 0 : int.MaxValue;
        if (!missing.Values.Contains(value, StringComparer.Ordinal))
            return int.MaxValue;
        return LabelSlip.IsLikely(missing.Key, key) ? 1 : LabelSlip.IsTellingValue(value) ? 2 : int.MaxValue;
    }

    /// <summary>A Service leads to such pods, so somebody makes them: an operator, out of an object of its own kind.</summary>
    private bool IsExpected(LabelSelector selector, ImmutableArray<string> namespaces) =>
        namespaces.Any(name => _expected[name].Any(labels => !labels.Labels.IsEmpty && selector.Matches(labels) == Truth.True));

    private static LabelSet LabelsOf(LabelSelector service)
    {
        var labels = LabelSet.Empty.Labels.ToBuilder();
        foreach (var requirement in service.Requirements.Where(static requirement => !requirement.IsUnknown && requirement.Values is [not null]))
            labels[requirement.Key] = requirement.Values[0];
        return new LabelSet(labels.ToImmutable());
    }

    /// <summary>A key with a domain that no workload here carries is set by the controller that owns the domain.</summary>
    private bool IsOfController(LabelRequirement missing) =>
        missing.Key.Contains('/', StringComparison.Ordinal) && !_podKeys.Contains(missing.Key)
        && !missing.Key.StartsWith("app.kubernetes.io/", StringComparison.Ordinal);

    /// <summary><c>shop-client: "true"</c> invites pods that do not exist yet.</summary>
    private bool IsOptIn(LabelRequirement missing) =>
        !_podKeys.Contains(missing.Key)
        && (missing.Operator == LabelOperator.Exists || missing.Values.Any(static value => !LabelSlip.IsTellingValue(value!)));
}
