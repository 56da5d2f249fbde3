using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Which kustomization builds on which.</summary>
internal sealed class KustomizationGraph
{
    private readonly Dictionary<string, Kustomization> _byFolder = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Folder, bool IsRecursive), Kustomization> _generated = [];
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ambiguous = new(StringComparer.Ordinal);

    public KustomizationGraph(IEnumerable<Kustomization> kustomizations)
    {
        foreach (var kustomization in kustomizations.OrderBy(static item => item.Document.File.Path, StringComparer.Ordinal))
        {
            if (!_byFolder.TryAdd(kustomization.Folder, kustomization))
                _ambiguous.Add(kustomization.Folder);
            _mentioned.UnionWith(kustomization.Mentioned);
        }
    }

    /// <summary>The kustomization of a folder, or null.</summary>
    public Kustomization? Find(string folder) => _byFolder.GetValueOrDefault(folder);

    /// <summary>
    /// The kustomization of an application's folder; where it has none, one of the files in it, which is what Flux and Argo CD deploy then. Null where
    /// there are none.
    /// </summary>
    public Kustomization? FindFor(GitOpsApplication application, IEnumerable<string> files)
    {
        if (Find(application.Folder) is { } found)
            return found.IsComponent ? null : found;
        var key = (application.Folder, application.IsRecursive);
        if (_generated.TryGetValue(key, out var generated))
            return generated;
        var prefix = application.Folder is "." ? string.Empty : $"{application.Folder}/";
        var inside = files
            .Where(path => path.StartsWith(prefix, StringComparison.Ordinal) && !_mentioned.Contains(path) && (application.IsRecursive || !path.AsSpan(prefix.Length).Contains('/')))
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();

        // The root of a repository holds everything, the application itself among it.
        if (inside.IsEmpty || prefix.Length == 0)
            return null;
        _mentioned.UnionWith(inside);
        return _generated[key] = new Kustomization
        {
            Document = application.Document,
            Node = new YamlMapping(application.Path.File, application.Path.Span, []),
            Folder = application.Folder,
            References = [.. inside.Select(path => new KustomizationReference(application.Path, path, IsComponent: false))],
        };
    }

    /// <summary>True where a folder holds more than one file that kustomize would take.</summary>
    public bool IsAmbiguous(Kustomization kustomization) => _ambiguous.Contains(kustomization.Folder);

    /// <summary>True for a file that some kustomization mentions: it is not deployed by itself.</summary>
    public bool Owns(string path) => _mentioned.Contains(path);

    /// <summary>
    /// The kustomizations no other one builds on, components apart. Of those that only build on each other in a circle, one is a root.
    /// </summary>
    public ImmutableArray<Kustomization> Roots()
    {
        var referenced = _byFolder.Values
            .SelectMany(static item => item.References.Where(reference => reference.Path != item.Folder).Select(static reference => reference.Path))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var candidates = _byFolder.Values.Where(static item => !item.IsComponent).OrderBy(static item => item.Folder, StringComparer.Ordinal).ToList();
        var roots = candidates.Where(item => !referenced.Contains(item.Folder)).ToList();
        var reached = _byFolder.Values.Where(item => !referenced.Contains(item.Folder)).SelectMany(Reach).ToHashSet<Kustomization>(ReferenceEqualityComparer.Instance);
        foreach (var item in candidates)
        {
            if (reached.Contains(item))
                continue;
            roots.Add(item);
            reached.UnionWith(Reach(item));
        }

        return [.. roots.OrderBy(static item => item.Folder, StringComparer.Ordinal)];
    }

    /// <summary>The kustomization and all it builds on.</summary>
    private HashSet<Kustomization> Reach(Kustomization root)
    {
        var reached = new HashSet<Kustomization>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<Kustomization>([root]);
        while (pending.TryPop(out var next))
        {
            if (!reached.Add(next))
                continue;
            foreach (var reference in next.References)
            {
                if (reference.Path is { } path && _byFolder.TryGetValue(path, out var inner))
                    pending.Push(inner);
            }
        }

        return reached;
    }
}
