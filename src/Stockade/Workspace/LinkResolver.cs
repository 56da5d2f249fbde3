namespace Stockade.Workspace;

/// <summary>Follows the symbolic links in paths.</summary>
internal static class LinkResolver
{
    // As many links as Linux follows before it reports a loop (path_resolution(7)).
    private const int MaxLinks = 40;

    /// <summary>The path without links, or null where one leads nowhere, in a circle, or cannot be read.</summary>
    public static string? Resolve(string path) => Resolve(DiskTree.Instance, path);

    /// <inheritdoc cref="Resolve(string)" />
    public static string? Resolve(IFileTree tree, string path) => Follow(tree, path) is { } real && (tree.IsFile(real) || tree.IsFolder(real)) ? real : null;

    /// <summary>The path without links, whether anything is there or not; null where links lead in a circle, back out of nowhere, or cannot be read.</summary>
    public static string? Follow(IFileTree tree, string path)
    {
        try
        {
            var links = 0;
            var root = Path.GetPathRoot(path) ?? string.Empty;
            var pending = new Stack<string>();
            Push(pending, path[root.Length..]);
            var resolved = root;
            while (pending.TryPop(out var segment))
            {
                if (segment is "..")
                {
                    if (!tree.IsFolder(resolved))
                        return null;
                    resolved = Path.GetDirectoryName(resolved) ?? resolved;
                    continue;
                }

                var next = Path.Combine(resolved, segment);
                if (tree.LinkTarget(next) is not { } target)
                {
                    resolved = next;
                    continue;
                }

                if (++links > MaxLinks)
                    return null;
                if (Path.IsPathRooted(target))
                {
                    resolved = Path.GetPathRoot(target) ?? root;
                    target = target[resolved.Length..];
                }

                Push(pending, target);
            }

            return resolved;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a path without links and dots is a folder or lies below it; false where the folder is null.</summary>
    public static bool IsInside(string path, string? folder) =>
        folder is not null
        && (string.Equals(path, folder, StringComparison.Ordinal)
            || (path.StartsWith(folder, StringComparison.Ordinal)
                && (Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar)));

    private static void Push(Stack<string> pending, string path)
    {
        var segments = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var i = segments.Length - 1; i >= 0; i--)
        {
            if (segments[i] is not ".")
                pending.Push(segments[i]);
        }
    }
}
