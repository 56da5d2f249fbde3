#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.Collections.Immutable;

namespace Stockade.Workspace;

/// <summary>
/// Finds the files that configure severities: in the folder of a file and in every folder above it, as editors and compilers do. They may lie
/// above the root of the run, which is often a part of a repository.
/// </summary>
internal static class ConfigurationFinder
{
    // No honest configuration comes near it.
    private const int MaximumSize = 1024 * 1024;

    private static readonly ImmutableArray<string> FileNames = [".editorconfig", ".globalconfig"];

    /// <summary>The configuration files that could concern files of these folders (absolute paths), outermost first.</summary>
    public static ImmutableArray<ConfigurationFile> Find(IEnumerable<string> folders)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var files = ImmutableArray.CreateBuilder<ConfigurationFile>();
        foreach (var folder in folders)
        {
            for (var current = folder; current is not null && visited.Add(current); current = Path.GetDirectoryName(current))
            {
                foreach (var name in FileNames)
                {
                    if (Read(Path.Combine(current, name)) is { } file)
                        files.Add(file);
                }
            }
        }

        return [.. files.OrderBy(static file => file.Path.Length).ThenBy(static file => file.Path, StringComparer.Ordinal)];
    }

    private static ConfigurationFile? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaximumSize } ? new ConfigurationFile(path.Replace('\\', '/'), File.ReadAllText(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
