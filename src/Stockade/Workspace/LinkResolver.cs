#pragma warning disable RS0030 // Workspace is where the disk is read.
namespace Stockade.Workspace;

/// <summary>Resolves every symbolic link in a path.</summary>
internal static class LinkResolver
{
    // As many links as Linux follows before it reports a loop (path_resolution(7)).
    private const int MaxLinks = 40;

    /// <summary>The path without links, or null where one leads nowhere, in a circle, or cannot be read.</summary>
    public static string? Resolve(string path)
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
                    resolved = Path.GetDirectoryName(resolved) ?? resolved;
                    continue;
                }

                var next = Path.Combine(resolved, segment);
                if (new FileInfo(next).LinkTarget is not { } target)
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

            return Path.Exists(resolved) ? resolved : null;
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
