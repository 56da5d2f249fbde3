#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.Collections.Concurrent;

namespace Stockade.Workspace;

/// <summary>Follows the links in paths relative to the root. What a run has once asked stays as it was.</summary>
internal sealed class LinkedPaths
{
    private readonly string _root;
    private readonly string? _realRoot;
    private readonly ConcurrentDictionary<string, string?> _folders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _paths = new(StringComparer.Ordinal);

    public LinkedPaths(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _realRoot = LinkResolver.Resolve(_root);
    }

    /// <summary>The path without links; the same path where it has none, and where they lead out of the root or nowhere.</summary>
    public string Follow(string path) => _paths.GetOrAdd(path, Find);

    private string Find(string path)
    {
        try
        {
            // Most paths have the folder in common: what it really is, is asked once.
            var full = Path.Combine(_root, path);
            if (path is "." || _folders.GetOrAdd(Path.GetDirectoryName(full)!, LinkResolver.Resolve) is not { } folder)
                return path;
            var real = Path.Combine(folder, Path.GetFileName(full));
            if (new FileInfo(real).LinkTarget is not null)
                real = LinkResolver.Resolve(real);
            return real is not null && LinkResolver.IsInside(real, _realRoot) ? Path.GetRelativePath(_realRoot!, real).Replace(Path.DirectorySeparatorChar, '/') : path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not every text is a path.
            return path;
        }
    }
}
