using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Which kustomization builds on which, and what each root deploys.</summary>
internal sealed class KustomizationGraph
{
    private readonly Dictionary<string, Kustomization> _byFolder = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);

    public KustomizationGraph(IEnumerable<Kustomization> kustomizations)
    {
        foreach (var kustomization in kustomizations.OrderBy(static item => item.Document.File.Path, StringComparer.Ordinal))
        {
            _byFolder.TryAdd(kustomization.Folder, kustomization);
            _mentioned.UnionWith(kustomization.Mentioned);
        }
    }

    /// <summary>True for a file that some kustomization mentions: it is not deployed by itself.</summary>
    public bool Owns(string path) => _mentioned.Contains(path);

    /// <summary>The kustomizations no other one builds on. Those that only build on each other in a circle are roots, too.</summary>
    public ImmutableArray<Kustomization> Roots()
    {
        var referenced = _byFolder.Values.SelectMany(item => item.Resources.Where(path => path != item.Folder)).ToHashSet(StringComparer.Ordinal);
        var roots = _byFolder.Values.Where(item => !referenced.Contains(item.Folder)).ToList();
        var reached = roots.SelectMany(root => Reach(root)).ToHashSet();
        foreach (var item in _byFolder.Values)
        {
            if (!reached.Contains(item))
            {
                roots.Add(item);
                reached.UnionWith(Reach(item));
            }
        }

        return [.. roots.OrderBy(static item => item.Folder, StringComparer.Ordinal)];
    }

    /// <summary>The kustomization and all it builds on.</summary>
    public ImmutableArray<Kustomization> Reach(Kustomization root)
    {
        var reached = new HashSet<Kustomization>();
        var pending = new Stack<Kustomization>([root]);
        while (pending.TryPop(out var next))
        {
            if (!reached.Add(next))
                continue;
            foreach (var path in next.Resources)
            {
                if (_byFolder.TryGetValue(path, out var inner))
                    pending.Push(inner);
            }
        }

        return [.. reached.OrderBy(static item => item.Folder, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The files a root deploys, each with the namespace that is set on its objects: that of the outermost kustomization on the way that sets
    /// one, as it is applied last.
    /// </summary>
    public ImmutableArray<(string Path, string? Namespace)> Files(Kustomization root)
    {
        var files = new Dictionary<string, string?>(StringComparer.Ordinal);
        var visited = new HashSet<Kustomization>();
        var pending = new Stack<(Kustomization Item, string? Namespace)>([(root, root.Namespace)]);
        while (pending.TryPop(out var next))
        {
            if (!visited.Add(next.Item))
                continue;
            foreach (var path in next.Item.Resources)
            {
                if (_byFolder.TryGetValue(path, out var inner))
                    pending.Push((inner, next.Namespace ?? inner.Namespace));
                else
                    files.TryAdd(path, next.Namespace);
            }
        }

        return [.. files.OrderBy(static file => file.Key, StringComparer.Ordinal).Select(static file => (file.Key, file.Value))];
    }
}
