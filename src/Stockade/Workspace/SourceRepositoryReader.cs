#pragma warning disable RS0030 // Workspace is where the disk is read.
using Stockade.Text;
using Stockade.Workspace.Git;

namespace Stockade.Workspace;

/// <summary>Reads from <c>.git</c> where a folder comes from. git itself is never run: its configuration can name programs.</summary>
internal static class SourceRepositoryReader
{
    private const string BranchPrefix = "ref: refs/heads/";

    // A configuration beyond this is not one.
    private const int MaxLines = 10_000;

    public static SourceRepository Read(string directory)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (GitRepository.FindTop(root) is not { } top)
            return SourceRepository.None;
        var repository = new SourceRepository { Prefix = RelativePath.PrefixOf(top, root) };
        try
        {
            if (GitRepository.FindDirectories(top) is not { } directories)
                return repository;
            var head = Path.Combine(directories.Own, "HEAD");
            var line = File.Exists(head) ? File.ReadLines(head).FirstOrDefault() ?? "" : "";
            return repository with
            {
                Address = ReadAddress(Path.Combine(directories.Common, "config")),
                Commit = GitRevision.FindHead(directories),
                Branch = line.StartsWith(BranchPrefix, StringComparison.Ordinal) ? line[BranchPrefix.Length..].Trim() : null,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or GitException)
        {
            return repository;
        }
    }

    /// <summary>The URL of the remote that is named <c>origin</c> (git-config(1), "remote.&lt;name&gt;.url").</summary>
    private static string? ReadAddress(string config)
    {
        var isOrigin = false;
        foreach (var line in File.Exists(config) ? File.ReadLines(config).Take(MaxLines).Select(static line => line.Trim()) : [])
        {
            if (line.StartsWith('['))
                isOrigin = line.Replace(" ", "", StringComparison.Ordinal).StartsWith("[remote\"origin\"]", StringComparison.OrdinalIgnoreCase);
            else if (isOrigin && line.Split('=', 2) is [var key, var value] && key.Trim().Equals("url", StringComparison.OrdinalIgnoreCase))
                return Normalize(value.Trim().Trim('"'));
        }

        return null;
    }

    /// <summary>As an absolute URI without a user's name or password; null for a path of this machine.</summary>
    private static string? Normalize(string url)
    {
        // git's short form of SSH: host:path, where no slash stands before the colon.
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon > 1 && !url.AsSpan(0, colon).Contains('/') && !url.AsSpan(colon).StartsWith("://"))
            url = $"ssh://{url[..colon]}/{url[(colon + 1)..].TrimStart('/')}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Scheme is not ("https" or "http" or "ssh" or "git"))
            return null;
        return $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}";
    }
}
