using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>The network sets of a scope.</summary>
internal sealed class NetworkSetCatalog
{
    private readonly ImmutableArray<(NetworkSet Set, LabelSet Labels, LabelSet Namespace)> _sets;
    private readonly bool _hasUnknown;

    public NetworkSetCatalog(ImmutableArray<NetworkSet> sets, ImmutableArray<KubernetesNamespace> namespaces)
    {
        var labels = namespaces.ToDictionary(static item => item.Name, static item => item.Labels, StringComparer.Ordinal);
        _sets = [.. sets.Select(set => (set, LabelsOf(set), NamespaceOf(set, labels)))];
        _hasUnknown = _sets.Any(static item => item.Set.IsPartlyUnknown || IsOpen(item.Labels) || IsOpen(item.Namespace));
    }

    public bool IsEmpty => _sets.IsEmpty;

    /// <summary>Which addresses a rule means depends on what cannot be read from the files: what some set holds, or its labels.</summary>
    public bool IsUncertain(PolicyRule rule) =>
        _hasUnknown && rule.Peers?.Any(peer => peer.Sets is { } query && !Find(query, Bound.Upper).Except(Find(query, Bound.Lower)).IsEmpty) == true;

    /// <summary>The addresses that are meant: those that certainly are, or all that may be.</summary>
    public AddressSet Find(NetworkSetQuery query, Bound bound)
    {
        var addresses = query.Labels is { } labels ? Find(labels, query.Namespace, bound) : AddressSet.Everything;
        return query.Except is { } except ? addresses.Except(Find(except, SelectorExpression.All, bound == Bound.Lower ? Bound.Upper : Bound.Lower)) : addresses;
    }

    private AddressSet Find(SelectorExpression selector, SelectorExpression namespaceSelector, Bound bound)
    {
        var found = new List<AddressSet>();
        foreach (var (set, labels, @namespace) in _sets)
        {
            var inNamespace = namespaceSelector.Matches(@namespace);
            var isMeant = inNamespace == Truth.True ? selector.Matches(labels)
                : inNamespace == Truth.False || selector.Matches(labels) == Truth.False ? Truth.False
                : Truth.Unknown;
            if (isMeant == Truth.True || (isMeant == Truth.Unknown && bound == Bound.Upper))
                found.Add(set.IsPartlyUnknown && bound == Bound.Upper ? AddressSet.Everything : set.Addresses);
        }

        return AddressSet.Union(found);
    }

    private static LabelSet LabelsOf(NetworkSet set) =>
        set.Object.Namespace.Length == 0 ? set.Labels : set.Labels with { Labels = set.Labels.Labels.SetItem(CalicoLabels.Namespace, set.Object.Namespace) };

    private static LabelSet NamespaceOf(NetworkSet set, Dictionary<string, LabelSet> namespaces) =>
        set.Object.Namespace.Length == 0 ? LabelSet.Empty : namespaces.GetValueOrDefault(set.Object.Namespace) ?? NamespaceReader.Implied(set.Object.Namespace).Labels;

    private static bool IsOpen(LabelSet labels) => labels.IsOpen || labels.Labels.ContainsValue(null);
}
