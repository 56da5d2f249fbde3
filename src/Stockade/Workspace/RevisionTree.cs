using System.Text;
using Stockade.Workspace.Git;

namespace Stockade.Workspace;

/// <summary>
/// The files of a git revision at the paths they would have if it were checked out: read from the repository's objects, without touching the work tree and
/// without running git.
/// </summary>
internal sealed class RevisionTree : IFileTree, IDisposable
{
    // No system has longer paths.
    private const int MaxLinkLength = 4096;

    // Submodules that hold each other would have no end.
    private const int MaxSubmoduleDepth = 5;

    private readonly string _top;
    private readonly List<GitRevision> _revisions = [];
    private readonly List<string> _tops = [];
    private readonly Dictionary<string, (GitRevision Revision, GitTreeFile File)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FolderEntry>> _folders = new(StringComparer.Ordinal) { [string.Empty] = [] };

    private RevisionTree(string top) => _top = top;

    /// <exception cref="GitException">The repository or the revision cannot be read, or the folder is in none.</exception>
    public static RevisionTree Open(string folder, string revision)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var top = GitRepository.FindTop(root) ?? throw new GitException($"'{root}' is in no git repository");
        var tree = new RevisionTree(top);
        try
        {
            tree.Add(top, GitRevision.Open(top, revision), string.Empty, depth: 0);

            // What a link leads to is known once all of them are there.
            foreach (var path in tree._links.Keys)
                tree.FolderOf(path).Add(new FolderEntry(NameOf(path), tree.IsFolder(Path.Combine(top, path)), IsLink: true));
            return tree;
        }
        catch (GitException)
        {
            tree.Dispose();
            throw;
        }
    }

    public bool IsFile(string path) => Find(path, _files.ContainsKey);

    public bool IsFolder(string path) => Find(path, _folders.ContainsKey);

    public string? LinkTarget(string path) => ToKey(path) is { } key ? _links.GetValueOrDefault(key) : null;

    public IReadOnlyList<FolderEntry> List(string folder) => Follow(folder) is { } key && _folders.TryGetValue(key, out var entries) ? entries : [];

    /// <exception cref="GitException">The object cannot be read.</exception>
    public OpenFile Open(string path) => Follow(path) is { } key && _files.TryGetValue(key, out var entry) ? new OpenFile(entry.Revision.Read(entry.File)) : default;

    public string? FindTop(string folder) => _tops.Where(top => LinkResolver.IsInside(folder, top)).MaxBy(static top => top.Length);

    public void Dispose() => _revisions.ForEach(static revision => revision.Dispose());

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private void Add(string top, GitRevision revision, string prefix, int depth)
    {
        _tops.Add(top);
        _revisions.Add(revision);
        foreach (var file in revision.Files)
        {
            var path = prefix + file.Path;
            _files[path] = (revision, file);
            FolderOf(path).Add(new FolderEntry(NameOf(path), IsFolder: false, IsLink: false));
        }

        foreach (var link in revision.Links)
        {
            if (revision.Read(link) is { Length: > 0 and <= MaxLinkLength } target)
                _links[prefix + link.Path] = Encoding.UTF8.GetString(target);
        }

        foreach (var submodule in revision.Submodules)
            AddSubmodule(prefix + submodule.Path, submodule.Id, depth + 1);
    }

    /// <summary>One that is not checked out holds nothing, as on the disk; nor does one that lacks the commit, which is common where only the last is fetched.</summary>
    private void AddSubmodule(string path, string commit, int depth)
    {
        var top = Path.Combine(_top, path);
        if (depth > MaxSubmoduleDepth || !GitRepository.IsTop(top) || LinkResolver.Resolve(top) is not { } real || !LinkResolver.IsInside(real, LinkResolver.Resolve(_top)))
            return;
        GitRevision revision;
        try
        {
            revision = GitRevision.Open(top, commit);
        }
        catch (GitException)
        {
            return;
        }

        FolderOf($"{path}/.git").Add(new FolderEntry(".git", IsFolder: false, IsLink: false));
        Add(top, revision, $"{path}/", depth);
    }

    private List<FolderEntry> FolderOf(string path)
    {
        var slash = path.LastIndexOf('/');
        var folder = slash < 0 ? string.Empty : path[..slash];
        if (!_folders.TryGetValue(folder, out var entries))
        {
            _folders.Add(folder, entries = []);
            FolderOf(folder).Add(new FolderEntry(NameOf(folder), IsFolder: true, IsLink: false));
        }

        return entries;
    }

    private bool Find(string path, Func<string, bool> isThere) => Follow(path) is { } key && isThere(key);

    /// <summary>The path from the top, without links; null outside of it.</summary>
    private string? Follow(string path) =>
        ToKey(path) is { } key && (_files.ContainsKey(key) || _folders.ContainsKey(key)) ? key
        : _links.Count > 0 && LinkResolver.Follow(this, path) is { } real ? ToKey(real)
        : null;

    private string? ToKey(string path)
    {
        if (!LinkResolver.IsInside(path, _top))
            return null;
        var key = path.Length == _top.Length ? string.Empty : path[(Path.EndsInDirectorySeparator(_top) ? _top.Length : _top.Length + 1)..];
        return Path.DirectorySeparatorChar == '/' ? key : key.Replace(Path.DirectorySeparatorChar, '/');
    }
}
