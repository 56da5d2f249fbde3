#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.Text;
using Stockade.Workspace.Git;

namespace Stockade.Workspace;

/// <summary>The little that ignore rules need of a git repository. git itself is never run: its configuration can name programs.</summary>
internal static class GitRepository
{
    private const string GitFile = ".git";

    // An ignore file beyond this is not one.
    private const long MaxIgnoreFileSize = 4 * 1024 * 1024;

    /// <summary>The nearest folder at or above <paramref name="directory"/> that has a <c>.git</c>, or null.</summary>
    public static string? FindTop(string directory)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            if (IsTop(current))
                return current;
        }

        return null;
    }

    public static bool IsTop(string directory) => Path.Exists(Path.Combine(directory, GitFile));

    /// <summary>The rules that hold at the top of a repository: <c>.git/info/exclude</c>. The user's own global file belongs to a person, not to the files.</summary>
    public static GitIgnoreRules? ReadExclude(string top) =>
        FindDirectories(top) is { } git ? ReadRules(DiskTree.Instance, Path.Combine(git.Common, "info", "exclude"), 0, null) : null;

    /// <summary>The rules in a folder: its .gitignore over <paramref name="outer"/>. Like git, follows no link that is named .gitignore.</summary>
    public static GitIgnoreRules? ReadIgnoreFile(IFileTree tree, string directory, int baseLength, GitIgnoreRules? outer) =>
        ReadRules(tree, Path.Combine(directory, ".gitignore"), baseLength, outer) ?? outer;

    private static GitIgnoreRules? ReadRules(IFileTree tree, string path, int baseLength, GitIgnoreRules? outer)
    {
        try
        {
            if (!tree.IsFile(path) || tree.LinkTarget(path) is not null)
                return null;
            using var file = tree.Open(path);
            return file.Length is 0 or > MaxIgnoreFileSize ? null : GitIgnoreRules.Parse(file.ReadToEnd(), baseLength, outer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>In a linked worktree <c>.git</c> is a file that names the worktree's own folder, and that names the common one (gitrepository-layout(5)).</summary>
    public static GitDirectories? FindDirectories(string top)
    {
        var git = Path.Combine(top, GitFile);
        if (Directory.Exists(git))
            return new GitDirectories(git, git);
        if (ReadFirstLine(git) is not { } line || !line.StartsWith("gitdir:", StringComparison.Ordinal))
            return null;

        var own = Path.GetFullPath(Path.Combine(top, line["gitdir:".Length..].Trim()));
        return ReadFirstLine(Path.Combine(own, "commondir")) is { } common ? new GitDirectories(own, Path.GetFullPath(Path.Combine(own, common))) : new GitDirectories(own, own);
    }

    private static string? ReadFirstLine(string file)
    {
        try
        {
            var entry = new FileInfo(file);
            if (!entry.Exists || entry.Length is 0 or > 4096)
                return null;
            var text = File.ReadAllText(file, Encoding.UTF8);
            return text.AsSpan().TrimEnd("\r\n").Contains('\n') ? null : text.Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
