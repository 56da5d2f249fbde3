#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Workspace;

/// <summary>
/// Finds the configuration of a run, and the files that configure severities: in the folder of a file and in every folder above it, as editors and compilers do. They may lie
/// above the root of the run, which is often a part of a repository.
/// </summary>
internal static class ConfigurationFinder
{
    // No honest configuration comes near it.
    private const int MaximumSize = 1024 * 1024;

    private const string Missing = "the file does not exist";

    private const string RunFileName = "stockade.yaml";

    private static readonly ImmutableArray<string> NearlyRunFileNames = ["stockade.yml", ".stockade.yaml", ".stockade.yml"];

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

    /// <summary>
    /// The file that configures the run: the one that is named, else <c>stockade.yaml</c> at the root. An error where it cannot be read, and
    /// where a file is named nearly so: it was meant to be one.
    /// </summary>
    public static (SourceFile? File, string? Error) ReadRunConfiguration(string rootDirectory, string? namedPath)
    {
        var (file, error) = namedPath is null ? ReadFileInside(rootDirectory, RunFileName, MaximumSize) : ReadFile(rootDirectory, namedPath, MaximumSize);
        if (file is not null || namedPath is not null)
            return (file ?? new SourceFile(Show(rootDirectory, namedPath!), string.Empty), error);

        if (error != Missing)
            return (new SourceFile(RunFileName, string.Empty), error);
        var near = NearlyRunFileNames.FirstOrDefault(name => File.Exists(Path.Combine(rootDirectory, name)));
        return near is null ? (null, null) : (new SourceFile(near, string.Empty), $"the file is not read under this name; it is called '{RunFileName}'");
    }

    /// <summary>A file that a file of the repository names. What lies outside the root of the run is not read: only the user can ask for that.</summary>
    public static (SourceFile? File, string? Error) ReadFileInside(string rootDirectory, string path, long maximumSize)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(rootDirectory));
        var full = Path.GetFullPath(path, root);
        var isInside = LinkResolver.IsInside(full, root)
            && (!File.Exists(full) || (LinkResolver.Resolve(full) is { } real && LinkResolver.IsInside(real, LinkResolver.Resolve(root))));
        return isInside ? ReadFile(rootDirectory, path, maximumSize) : (null, "it lies outside the root of the run");
    }

    /// <summary>A file that the user names, with what is wrong with it; null where it does not exist.</summary>
    public static (SourceFile? File, string? Error) ReadFile(string rootDirectory, string path, long maximumSize)
    {
        var full = Path.GetFullPath(path, rootDirectory);
        var shown = Show(rootDirectory, path);
        try
        {
            if (!File.Exists(full))
                return (null, Directory.Exists(full) ? "it is a folder" : Missing);
            if (new FileInfo(full).Length > maximumSize)
                return (new SourceFile(shown, string.Empty), "the file is too large");
            var decoded = TextDecoder.Decode(File.ReadAllBytes(full));
            return (new SourceFile(shown, decoded.Text), decoded.Error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (new SourceFile(shown, string.Empty), "the file cannot be read");
        }
    }

    private static string Show(string rootDirectory, string path) =>
        Path.GetRelativePath(rootDirectory, Path.GetFullPath(path, rootDirectory)).Replace(Path.DirectorySeparatorChar, '/');

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
