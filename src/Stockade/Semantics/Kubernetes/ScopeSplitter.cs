using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Finds alternatives among files. Where files define the same object, the entries (folders or files) of their closest common folder that
/// hold them are alternatives, and so on inside each. What lies in no alternative and holds no workload (shared policies, namespaces)
/// belongs to every one of them, and so does every file in a folder above; other workloads are a scope of their own.
/// </summary>
internal sealed class ScopeSplitter
{
    private readonly Dictionary<string, string> _alternatives = new(StringComparer.Ordinal);

    /// <summary>Groups the files that could be deployed together.</summary>
    public static ImmutableArray<FileGroup> Split(ImmutableArray<ManifestFile> files)
    {
        if (files.IsEmpty)
            return [];

        var splitter = new ScopeSplitter();
        splitter.FindAlternatives(files);
        return splitter._alternatives.Count == 0 ? [Whole(files)] : splitter.Group(files);
    }

    private static FileGroup Whole(ImmutableArray<ManifestFile> files)
    {
        if (files.All(static file => file.IsStandardInput))
            return new FileGroup(files[0].Path, files[0].Path, "everything on standard input is taken as deployed together", files);

        var root = CommonFolder(files.Where(static file => !file.IsStandardInput));
        var because = files.Length == 1 ? "it is the only file with manifests" : "no two files define the same object, so all are taken as deployed together";
        return new FileGroup(root, root, because, files);
    }

    private void FindAlternatives(ImmutableArray<ManifestFile> files)
    {
        var owners = new Dictionary<ObjectIdentity, List<(string Path, KubernetesObject Object)>>();
        foreach (var file in files)
        {
            foreach (var item in file.Objects)
            {
                var identity = ObjectIdentity.Of(item);
                if (!identity.IsKnown)
                    continue;
                if (!owners.TryGetValue(identity, out var definitions))
                    owners.Add(identity, definitions = []);
                definitions.Add((file.Path, item));
            }
        }

        foreach (var (identity, definitions) in owners)
        {
            if (definitions.Count > 1 && !IsRepeatedNamespace(definitions.ConvertAll(static definition => definition.Object)))
                Separate(definitions.ConvertAll(static definition => definition.Path), identity);
        }
    }

    /// <summary>Applications that share a namespace often each bring its manifest along. With the same labels that is no alternative.</summary>
    private static bool IsRepeatedNamespace(List<KubernetesObject> objects)
    {
        if (!NamespaceReader.Reads(objects[0].Group, objects[0].Kind))
            return false;
        var first = NamespaceReader.Read(objects[0]).Namespace?.Labels.Labels;
        return objects.TrueForAll(item =>
            first is not null && NamespaceReader.Read(item).Namespace?.Labels.Labels is { } labels && labels.SequenceEqual(first));
    }

    private void Separate(List<string> paths, ObjectIdentity identity)
    {
        var folder = CommonFolder(paths);
        var entries = paths.GroupBy(path => EntryOf(folder, path), StringComparer.Ordinal).OrderBy(static entry => entry.Key, StringComparer.Ordinal).ToList();
        foreach (var entry in entries)
        {
            var other = entries.First(candidate => !ReferenceEquals(candidate, entry)).Key;
            _alternatives.TryAdd(entry.Key, $"'{entry.Key}' and '{other}' both define {identity}, so they are alternatives");
            var inside = entry.ToList();
            if (inside.Count > 1)
                Separate(inside, identity);
        }
    }

    private ImmutableArray<FileGroup> Group(ImmutableArray<ManifestFile> files)
    {
        var byAlternative = files.ToLookup(file => Innermost(file.Path), StringComparer.Ordinal);
        var outside = byAlternative[string.Empty].ToList();
        var shared = outside.Where(static file => file.HasNoWorkload).ToList();
        var outsideByFolder = outside.Where(static file => !file.HasNoWorkload).ToLookup(static file => RelativePath.OrDot(RelativePath.FolderOf(file.Path)), StringComparer.Ordinal);
        var withInner = _alternatives.Keys.SelectMany(AncestorsOf).ToHashSet(StringComparer.Ordinal);
        var claimed = new HashSet<ManifestFile>(shared);
        var groups = ImmutableArray.CreateBuilder<FileGroup>();
        foreach (var (path, because) in _alternatives.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (withInner.Contains(path))
                continue;

            var above = AncestorsOf(path).SelectMany(folder => outsideByFolder[folder]).ToList();
            claimed.UnionWith(above);
            var own = AncestorsOf(path).Append(path).SelectMany(alternative => alternative.Length == 0 ? [] : byAlternative[alternative]);
            groups.Add(new FileGroup(path, path, because, Sort(own.Concat(shared).Concat(above))));
        }

        if (outside.Exists(file => !claimed.Contains(file)))
        {
            var root = CommonFolder(outside.Where(static file => !file.IsStandardInput));
            groups.Add(new FileGroup(root, root, "these files define nothing that another file defines, too", Sort(outside)));
        }

        return groups.ToImmutable();
    }

    /// <summary>The innermost alternative that holds a path, or the empty string.</summary>
    private string Innermost(string path)
    {
        for (var current = path; current.Length > 0; current = RelativePath.FolderOf(current))
        {
            if (_alternatives.ContainsKey(current))
                return current;
        }

        return string.Empty;
    }

    private static ImmutableArray<ManifestFile> Sort(IEnumerable<ManifestFile> files) =>
        [.. files.Distinct().OrderBy(static file => file.Path, StringComparer.Ordinal)];


    /// <summary>The folders above a path, the root of the run (<c>.</c>) among them.</summary>
    private static IEnumerable<string> AncestorsOf(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
        yield return ".";
    }

    private static string EntryOf(string folder, string path)
    {
        var start = folder is "." ? 0 : folder.Length + 1;
        var slash = path.IndexOf('/', start);
        return slash < 0 ? path : path[..slash];
    }

    private static string CommonFolder(IEnumerable<ManifestFile> files) => CommonFolder([.. files.Select(static file => file.Path)]);

    /// <summary>The closest folder above all paths, the root of the run where there is no other.</summary>
    private static string CommonFolder(List<string> paths)
    {
        var folder = paths.Count == 0 ? "." : RelativePath.OrDot(RelativePath.FolderOf(paths[0]));
        foreach (var path in paths)
        {
            while (folder is not "." && !path.StartsWith(folder + "/", StringComparison.Ordinal))
                folder = RelativePath.OrDot(RelativePath.FolderOf(folder));
        }

        return folder;
    }
}
