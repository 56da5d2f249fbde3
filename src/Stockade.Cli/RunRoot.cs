namespace Stockade.Cli;

/// <summary>The root of a run: the current folder, or where paths lie outside it, the folder that holds them all.</summary>
internal static class RunRoot
{
    public static string Of(string currentDirectory, IEnumerable<string> paths)
    {
        var folders = paths
            .Where(static path => path != "-")
            .Select(path => Path.GetFullPath(path, currentDirectory))
            .Select(static path => Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path)
            .ToList();
        if (folders.TrueForAll(folder => IsWithin(folder, currentDirectory)))
            return currentDirectory;

        var root = folders[0];
        while (!folders.TrueForAll(folder => IsWithin(folder, root)))
            root = Path.GetDirectoryName(root) ?? throw new ArgumentException("The paths have no folder in common.", nameof(paths));
        return root;
    }

    /// <summary>What to write before a path relative to the root, so that it can be opened from the current folder.</summary>
    public static string PrefixOf(string root, string currentDirectory)
    {
        if (root == currentDirectory)
            return "";
        var relative = Path.GetRelativePath(currentDirectory, root);
        var prefix = (relative.Length < root.Length ? relative : root).Replace('\\', '/');
        return prefix.EndsWith('/') ? prefix : prefix + "/";
    }

    private static bool IsWithin(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }
}
