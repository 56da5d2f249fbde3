#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.Collections.Immutable;
using System.Text;

namespace Stockade.Workspace.Git;

/// <summary>The files of a repository at a revision, read from its objects.</summary>
internal sealed class GitRevision : IDisposable
{
    // Far more than any path has.
    private const int MaxDepth = 200;

    private readonly GitObjectStore _objects;

    // The packs are read through one position.
    private readonly Lock _lock = new();

    private GitRevision(GitObjectStore objects, ILookup<GitTreeEntryKind, GitTreeFile> entries)
    {
        _objects = objects;
        Files = [.. entries[GitTreeEntryKind.File]];
        Links = [.. entries[GitTreeEntryKind.Link]];
        Submodules = [.. entries[GitTreeEntryKind.Submodule]];
    }

    /// <summary>Regular files.</summary>
    public ImmutableArray<GitTreeFile> Files { get; }

    /// <summary>Symbolic links, whose content is where they lead.</summary>
    public ImmutableArray<GitTreeFile> Links { get; }

    /// <summary>Folders that are repositories of their own, with their commits.</summary>
    public ImmutableArray<GitTreeFile> Submodules { get; }

    /// <exception cref="GitException">The repository or the revision cannot be read.</exception>
    public static GitRevision Open(string top, string revision)
    {
        GitObjectStore? objects = null;
        try
        {
            var directories = GitRepository.FindDirectories(top) ?? throw new GitException("the folder '.git' cannot be read");
            if (Directory.Exists(Path.Combine(directories.Common, "reftable")))
                throw new GitException("its references are stored as a reftable, which cannot be read yet");
            objects = OpenObjects(directories);
            var resolver = new GitRevisionResolver(directories, objects);
            var entries = new List<(GitTreeEntryKind Kind, GitTreeFile File)>();
            List(objects, resolver.TreeOf(resolver.FindCommit(revision)), string.Empty, depth: 0, entries);
            return new GitRevision(objects, entries.ToLookup(static entry => entry.Kind, static entry => entry.File));
        }
        catch (Exception e)
        {
            objects?.Dispose();
            if (IsDamage(e))
                throw new GitException("the repository is damaged or cannot be read", e);
            throw;
        }
    }

    /// <summary>The id of the commit that is checked out, or null.</summary>
    /// <exception cref="GitException">The repository cannot be read.</exception>
    public static string? FindHead(GitDirectories directories)
    {
        using var objects = OpenObjects(directories);
        return new GitRevisionResolver(directories, objects).FindReference("HEAD");
    }

    /// <summary>The content of a file or link. Safe to call from several threads.</summary>
    /// <exception cref="GitException">The object cannot be read.</exception>
    public byte[] Read(GitTreeFile file)
    {
        try
        {
            lock (_lock)
                return _objects.Get(file.Id).Content;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new GitException($"'{file.Path}' cannot be read from the repository", e);
        }
    }

    public void Dispose() => _objects.Dispose();

    // What reading beyond the end of something that is cut off or made up leads to.
    private static bool IsDamage(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException;

    private static GitObjectStore OpenObjects(GitDirectories directories) => new(Path.Combine(directories.Common, "objects"), HashSize(directories.Common));

    private static int HashSize(string common)
    {
        var config = Path.Combine(common, "config");
        var isSha256 = File.Exists(config) && File.ReadLines(config).Take(10_000).Any(static line =>
            line.Trim().StartsWith("objectformat", StringComparison.OrdinalIgnoreCase) && line.TrimEnd().EndsWith("sha256", StringComparison.OrdinalIgnoreCase));
        return isSha256 ? 32 : 20;
    }

    /// <summary>A tree's entries are <c>mode SP name NUL id</c>, the id in binary.</summary>
    private static void List(GitObjectStore objects, string tree, string prefix, int depth, List<(GitTreeEntryKind Kind, GitTreeFile File)> entries)
    {
        if (depth > MaxDepth)
            throw new GitException("folders are nested too deeply");
        var rest = objects.Get(tree).Content.AsSpan();
        var idSize = objects.IdLength / 2;
        while (!rest.IsEmpty)
        {
            var space = rest.IndexOf((byte)' ');
            var end = rest.IndexOf((byte)0);
            if (space < 0 || end < space || end + 1 + idSize > rest.Length)
                throw new GitException($"tree {tree} is damaged");
            var mode = rest[..space];
            var name = Encoding.UTF8.GetString(rest[(space + 1)..end]);
            var id = Convert.ToHexStringLower(rest.Slice(end + 1, idSize));
            rest = rest[(end + 1 + idSize)..];
            if (name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal))
                throw new GitException($"tree {tree} is damaged");
            if (mode.SequenceEqual("40000"u8))
                List(objects, id, $"{prefix}{name}/", depth + 1, entries);
            else
                entries.Add((KindOf(mode), new GitTreeFile(prefix + name, id)));
        }
    }

    private static GitTreeEntryKind KindOf(ReadOnlySpan<byte> mode) =>
        mode.SequenceEqual("120000"u8) ? GitTreeEntryKind.Link
        : mode.SequenceEqual("160000"u8) ? GitTreeEntryKind.Submodule
        : GitTreeEntryKind.File;
}
