using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>
/// Looks for a pod that could exist, in a namespace that could exist, which the tiers treat in a given way. A pod is a namespace name, the
/// labels of the namespace and its own. The search walks the rules in order; at a rule that may or may not match it tries both, narrowing the
/// values each label may still have. It is complete; the budget bounds it on hostile input, and then the answer is unknown.
/// </summary>
internal sealed class PodSearch(NamespaceCatalog namespaces, string ownNamespace, Bound bound)
{
    /// <summary>The name of a namespace no rule mentions; no real name holds a control character.</summary>
    private const string FreshName = "\u0001";
    private const int MaxDepth = 1000;
    private const int MaxSteps = 500_000;

    private readonly Dictionary<(bool IsNamespace, string Key), LabelDomain> _domains = [];
    private ImmutableArray<PolicyTier> _tiers = [];
    private TierAction _outcome;
    private int _steps;
    private bool _isExhausted;

    /// <summary>Whether some pod meets the outcome (<see cref="TierAction.Allow"/> or <see cref="TierAction.Deny"/>).</summary>
    public Truth Exists(ImmutableArray<PolicyTier> tiers, TierAction outcome)
    {
        if (OutcomeOfUnmentioned(tiers) == outcome)
            return Truth.True;
        _outcome = outcome;
        _steps = 0;
        _isExhausted = false;
        var mentioned = MentionedNames(tiers);
        foreach (var name in mentioned.Where(IsPossibleName).Prepend(ownNamespace).Prepend(FreshName).Distinct(StringComparer.Ordinal))
        {
            if (ExistsIn(name, mentioned, tiers))
                return Truth.True;
        }

        return _isExhausted ? Truth.Unknown : Truth.False;
    }

    /// <summary>
    /// What happens to the pod without labels in a namespace without labels that no rule names, where that is plain: it is the usual witness, and asking it first
    /// spares most searches. Null where a rule may match it.
    /// </summary>
    public static TierAction? OutcomeOfUnmentioned(ImmutableArray<PolicyTier> tiers)
    {
        foreach (var tier in tiers)
        {
            foreach (var rule in tier.Rules)
            {
                if (rule.Pods is { } pods && !FailsWithoutLabels(pods))
                    return null;
            }

            if (tier.Default == TierAction.Deny)
                return TierAction.Deny;
        }

        return TierAction.Allow;
    }

    private static bool FailsWithoutLabels(PodSet pods)
    {
        foreach (var requirement in pods.Pod)
        {
            if (!requirement.Operator.IsNegative())
                return true;
        }

        foreach (var requirement in pods.Namespace)
        {
            // Every namespace has its name, of which rules may also ask for parts.
            if (requirement.Key is PodSet.NamespaceNameLabel ? requirement.Operator == LabelOperator.In : !requirement.Operator.IsNegative())
                return true;
        }

        return false;
    }

    private bool ExistsIn(string name, HashSet<string> mentioned, ImmutableArray<PolicyTier> tiers)
    {
        _domains.Clear();
        _tiers = tiers;
        if (namespaces.Find(name) is { } labels)
        {
            var keys = NamespaceKeys(tiers);
            var uncertain = keys.Where(key => !IsCertain(labels, key)).ToHashSet(StringComparer.Ordinal);
            if (uncertain.Count > 0 && bound == Bound.Lower != (_outcome == TierAction.Deny))
            {
                // To prove that something connects, only what needs none of the unreadable labels counts, and all that may deny it.
                if (_outcome == TierAction.Deny || tiers.Any(tier => tier.Rules.Any(rule => rule.Action == TierAction.Pass && Reads(rule, uncertain))))
                    return false;
                _tiers = [.. tiers.Select(tier => tier with { Rules = [.. tier.Rules.Select(rule => Certainly(rule, uncertain)).OfType<TierRule>()] })];
            }

            foreach (var key in keys)
                _domains[(true, key)] = labels.DomainOf(key);
        }
        else
        {
            // Rules may tell names apart that they do not mention, by parts of them.
            _domains[(true, PodSet.NamespaceNameLabel)] = name is FreshName ? LabelDomain.NoneOf(mentioned.Append(ownNamespace)) : LabelDomain.Exactly(name);
        }

        return Walk(0, 0, 0);
    }

    private static bool IsCertain(LabelSet labels, string key) => labels.Labels.TryGetValue(key, out var value) ? value is not null : !labels.IsOpen;

    private static bool Reads(TierRule rule, HashSet<string> keys) => rule.Pods?.Namespace.Any(requirement => keys.Contains(requirement.Key)) == true;

    private static TierRule? Certainly(TierRule rule, HashSet<string> uncertain)
    {
        if (!Reads(rule, uncertain))
            return rule;
        var wider = rule.Pods! with { Namespace = rule.Pods.Namespace.RemoveAll(requirement => uncertain.Contains(requirement.Key)) };
        return rule.Action == TierAction.Deny ? rule with { Pods = wider } : null;
    }

    private static HashSet<string> NamespaceKeys(ImmutableArray<PolicyTier> tiers)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal) { PodSet.NamespaceNameLabel };
        foreach (var rule in tiers.SelectMany(static tier => tier.Rules))
        {
            foreach (var requirement in rule.Pods?.Namespace ?? [])
                keys.Add(requirement.Key);
        }

        return keys;
    }

    private static HashSet<string> MentionedNames(ImmutableArray<PolicyTier> tiers)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in tiers.SelectMany(static tier => tier.Rules))
        {
            foreach (var requirement in rule.Pods?.Namespace ?? [])
            {
                if (requirement.Key is PodSet.NamespaceNameLabel && !requirement.Operator.IsPattern())
                    names.UnionWith(requirement.Values.OfType<string>());
            }
        }

        return names;
    }

    private static bool IsPossibleName(string value) => NameSyntax.IsNamespaceName(value) || value.StartsWith(FreshName, StringComparison.Ordinal);

    private bool Walk(int tier, int rule, int depth)
    {
        while (true)
        {
            if (tier == _tiers.Length)
                return _outcome == TierAction.Allow;
            if (rule == _tiers[tier].Rules.Length)
            {
                if (_tiers[tier].Default == TierAction.Deny)
                    return _outcome == TierAction.Deny;
                (tier, rule) = (tier + 1, 0);
                continue;
            }

            if (++_steps > MaxSteps || depth > MaxDepth)
            {
                _isExhausted = true;
                return false;
            }

            var current = _tiers[tier].Rules[rule];
            switch (RelationTo(current.Pods))
            {
                case Relation.Disjoint:
                    rule++;
                    continue;
                case Relation.Overlapping:
                    return Branch(current, tier, rule, depth);
                case Relation.Covered when current.Action == TierAction.Pass:
                    (tier, rule) = (tier + 1, 0);
                    continue;
                default:
                    return current.Action == _outcome;
            }
        }
    }

    private bool Branch(TierRule current, int tier, int rule, int depth)
    {
        if (current.Action == _outcome)
            return true;

        var undo = new Stack<(bool, string, LabelDomain)>();
        if (current.Action == TierAction.Pass)
        {
            foreach (var (isNamespace, requirement) in RequirementsOf(current.Pods!))
                Narrow(isNamespace, requirement.Key, DomainOf(isNamespace, requirement.Key).Satisfying(requirement), undo);
            var passes = Walk(tier + 1, 0, depth + 1);
            Restore(undo);
            if (passes)
                return true;
        }

        // The rule fails at its first requirement, or holds there and fails at the second, and so on: every case once.
        var found = false;
        foreach (var (isNamespace, requirement) in RequirementsOf(current.Pods!))
        {
            var domain = DomainOf(isNamespace, requirement.Key);
            var violating = domain.Violating(requirement);
            if (!violating.IsEmpty)
            {
                _domains[(isNamespace, requirement.Key)] = violating;
                found = Walk(tier, rule + 1, depth + 1);
                _domains[(isNamespace, requirement.Key)] = domain;
            }

            if (found || _isExhausted)
                break;
            Narrow(isNamespace, requirement.Key, domain.Satisfying(requirement), undo);
        }

        Restore(undo);
        return found;
    }

    private Relation RelationTo(PodSet? pods)
    {
        if (pods is null)
            return Relation.Disjoint;
        var relation = Relation.Covered;
        var undo = new Stack<(bool, string, LabelDomain)>();
        foreach (var (isNamespace, requirement) in RequirementsOf(pods))
        {
            var domain = DomainOf(isNamespace, requirement.Key);
            if (!domain.Violating(requirement).IsEmpty)
                relation = Relation.Overlapping;
            var satisfying = domain.Satisfying(requirement);
            if (satisfying.IsEmpty)
            {
                relation = Relation.Disjoint;
                break;
            }

            Narrow(isNamespace, requirement.Key, satisfying, undo);
        }

        Restore(undo);
        return relation;
    }

    private static IEnumerable<(bool IsNamespace, LabelRequirement Requirement)> RequirementsOf(PodSet pods) =>
        pods.Namespace.Select(static requirement => (true, requirement)).Concat(pods.Pod.Select(static requirement => (false, requirement)));

    private LabelDomain DomainOf(bool isNamespace, string key) => _domains.GetValueOrDefault((isNamespace, key), LabelDomain.Anything);

    private void Narrow(bool isNamespace, string key, LabelDomain domain, Stack<(bool, string, LabelDomain)> undo)
    {
        undo.Push((isNamespace, key, DomainOf(isNamespace, key)));
        _domains[(isNamespace, key)] = domain;
    }

    private void Restore(Stack<(bool IsNamespace, string Key, LabelDomain Domain)> undo)
    {
        while (undo.TryPop(out var previous))
            _domains[(previous.IsNamespace, previous.Key)] = previous.Domain;
    }

    private enum Relation
    {
        Disjoint,
        Overlapping,
        Covered,
    }
}
