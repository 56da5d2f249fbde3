namespace Stockade.Text;

/// <summary>Paths relative to the root of the run: slashes between the parts, none at the ends, the root itself is empty.</summary>
internal static class RelativePath
{
    /// <summary>The folder of a path.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    /// <summary>The folder as people write it: the root is a dot.</summary>
    public static string OrDot(string folder) => folder.Length == 0 ? "." : folder;

    /// <summary>The path from a folder of the system to what lies in it, with a slash also at its end; empty for the folder itself.</summary>
    public static string PrefixOf(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
        return relative is "." ? string.Empty : $"{relative}/";
    }

    /// <summary>A path below a folder with its dots resolved, whichever slashes it is written with; null where it leads out of the root.</summary>
    public static string? Combine(string folder, string path) => Fold($"{folder}/{path}".Split('/', '\\'));

    /// <summary><see cref="Combine"/> where a backslash is a part of a name.</summary>
    public static string? CombineSlashed(string folder, string path) => Fold($"{folder}/{path}".Split('/'));

    private static string? Fold(string[] written)
    {
        var parts = new List<string>();
        foreach (var part in written)
        {
            if (part is "" or ".")
                continue;
            if (part is not "..")
                parts.Add(part);
            else if (parts.Count == 0)
                return null;
            else
                parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}
