using System.Collections.Concurrent;

namespace Stockade.Workspace;

/// <summary>Follows the links in paths relative to the root. What a run has once asked stays as it was.</summary>
internal sealed class LinkedPaths
{
    private readonly IFileTree _tree;
    private readonly string _root;
    private readonly string? _realRoot;
    private readonly ConcurrentDictionary<string, string?> _folders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _paths = new(StringComparer.Ordinal);

    public LinkedPaths(IFileTree tree, string root)
    {
        _tree = tree;
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _realRoot = LinkResolver.Resolve(tree, _root);
    }

    /// <summary>The path without links; the same path where it has none, and where they lead out of the root or nowhere.</summary>
    public string Follow(string path) => _paths.GetOrAdd(path, Find);

    private string Find(string path)
    {
        try
        {
            // Most paths have the folder in common: what it really is, is asked once.
            var full = Path.Combine(_root, path);
            if (path is "." || _folders.GetOrAdd(Path.GetDirectoryName(full)!, static (folder, tree) => LinkResolver.Resolve(tree, folder), _tree) is not { } folder)
                return path;
            var real = Path.Combine(folder, Path.GetFileName(full));
            if (_tree.LinkTarget(real) is not null)
                real = LinkResolver.Resolve(_tree, real);
            return real is not null && LinkResolver.IsInside(real, _realRoot) ? Path.GetRelativePath(_realRoot!, real).Replace(Path.DirectorySeparatorChar, '/') : path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not every text is a path.
            return path;
        }
    }
}
