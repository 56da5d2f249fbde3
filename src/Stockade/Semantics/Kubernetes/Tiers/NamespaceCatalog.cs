using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>The namespaces whose labels an object fixes. Every other name may have any labels.</summary>
internal sealed class NamespaceCatalog
{
    private readonly Dictionary<string, LabelSet> _declared = new(StringComparer.Ordinal);

    public NamespaceCatalog(ImmutableArray<KubernetesNamespace> namespaces)
    {
        foreach (var item in namespaces)
        {
            // The API server sets this label on every namespace, whatever the object says.
            if (item.IsDeclared)
                _declared[item.Name] = item.Labels with { Labels = item.Labels.Labels.SetItem(PodSet.NamespaceNameLabel, item.Name) };
        }

        HasUnknown = _declared.Values.Any(static labels => labels.IsOpen || labels.Labels.Any(static label => label.Value is null));
    }

    /// <summary>Some declared namespace has labels that cannot be read from the file.</summary>
    public bool HasUnknown { get; }

    /// <summary>Every value that some declared namespace has for a label.</summary>
    public IEnumerable<string> ValuesOf(string key) => _declared.Values.Select(labels => labels.Labels.GetValueOrDefault(key)).OfType<string>();

    /// <summary>The labels of a namespace that an object declares, its name among them; null for any other.</summary>
    public LabelSet? Find(string name) => _declared.GetValueOrDefault(name);
}
