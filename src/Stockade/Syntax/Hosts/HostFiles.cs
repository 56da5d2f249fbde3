using Stockade.Syntax.Yaml;

namespace Stockade.Syntax.Hosts;

/// <summary>The YAML files of the run that may belong to a host, by path.</summary>
internal sealed class HostFiles(IReadOnlyDictionary<string, YamlMapping> files)
{
    public YamlMapping? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>The folder of a path, without a slash at its end; empty for the root.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "";

    /// <summary>A path below a folder with its dots resolved; null where it leads out of the root.</summary>
    public static string? Combine(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in $"{folder}/{path}".Split('/', '\\'))
        {
            if (part is "..")
            {
                if (parts.Count == 0)
                    return null;
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
