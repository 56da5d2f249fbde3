#pragma warning disable RS0030 // Workspace is where the disk is read.
namespace Stockade.Workspace.Git;

/// <summary>
/// The objects of a repository, loose and packed, with those of the repositories it borrows from. Only files are read: no git is run, whose
/// configuration, hooks and filters could run anything.
/// </summary>
internal sealed class GitObjectStore : IDisposable
{
    // A repository may borrow from one that borrows; git stops at five.
    private const int MaxAlternates = 16;

    private readonly List<string> _folders = [];
    private readonly List<GitPack> _packs = [];
    private readonly int _hashSize;

    public GitObjectStore(string objects, int hashSize)
    {
        _hashSize = hashSize;
        AddFolder(objects);
    }

    public int IdLength => _hashSize * 2;

    public void Dispose() => _packs.ForEach(static pack => pack.Dispose());

    public GitObject Get(string id) =>
        Find(id) ?? throw new GitException($"object {id} is not in the repository, which may be a shallow or partial clone");

    /// <summary>The ids that begin with these digits, at most two.</summary>
    public IReadOnlyList<string> FindIds(string prefix)
    {
        var loose = _folders.Select(folder => Path.Combine(folder, prefix[..2])).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Select(path => prefix[..2] + Path.GetFileName(path))
            .Where(id => id.Length == IdLength && id.StartsWith(prefix, StringComparison.Ordinal));
        return [.. loose.Concat(_packs.SelectMany(pack => pack.FindIds(prefix))).Distinct(StringComparer.Ordinal).Take(2)];
    }

    private GitObject? Find(string id)
    {
        foreach (var folder in _folders)
        {
            var path = Path.Combine(folder, id[..2], id[2..]);
            if (File.Exists(path))
                return ReadLoose(path);
        }

        var bytes = Convert.FromHexString(id);
        foreach (var pack in _packs)
        {
            if (pack.Find(bytes, Get) is { } found)
                return found;
        }

        return null;
    }

    private void AddFolder(string folder)
    {
        if (_folders.Count >= MaxAlternates || _folders.Contains(folder, StringComparer.Ordinal))
            return;
        _folders.Add(folder);
        var packs = Path.Combine(folder, "pack");
        if (Directory.Exists(packs))
        {
            foreach (var index in Directory.EnumerateFiles(packs, "pack-*.idx").Order(StringComparer.Ordinal))
                _packs.Add(new GitPack(index, _hashSize));
        }

        var alternates = Path.Combine(folder, "info", "alternates");
        if (!File.Exists(alternates))
            return;
        foreach (var line in File.ReadLines(alternates).Take(MaxAlternates))
        {
            if (line.Length > 0 && line[0] is not ('#' or '"') && Path.GetFullPath(line, folder) is var other && Directory.Exists(other))
                AddFolder(other);
        }
    }

    private static GitObject ReadLoose(string path)
    {
        using var file = File.OpenRead(path);
        var content = GitInflater.InflateAll(file);
        var end = content.AsSpan().IndexOf((byte)0);
        var header = content.AsSpan(0, Math.Max(end, 0));
        var kind = header.StartsWith("commit "u8) ? GitObjectKind.Commit
            : header.StartsWith("tree "u8) ? GitObjectKind.Tree
            : header.StartsWith("blob "u8) ? GitObjectKind.Blob
            : header.StartsWith("tag "u8) ? GitObjectKind.Tag
            : throw new GitException("an object has no valid header");
        return new GitObject(kind, content[(end + 1)..]);
    }
}
