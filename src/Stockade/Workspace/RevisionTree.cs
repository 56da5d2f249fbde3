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

    private readonly string _top;
    private readonly GitRevision _revision;
    private readonly Dictionary<string, GitTreeFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FolderEntry>> _folders = new(StringComparer.Ordinal) { [string.Empty] = [] };

    private RevisionTree(string top, GitRevision revision)
    {
        _top = top;
        _revision = revision;
        foreach (var file in revision.Files)
        {
            _files[file.Path] = file;
            FolderOf(file.Path).Add(new FolderEntry(NameOf(file.Path), IsFolder: false, IsLink: false));
        }

        foreach (var link in revision.Links)
        {
            if (revision.Read(link) is { Length: > 0 and <= MaxLinkLength } target)
                _links[link.Path] = Encoding.UTF8.GetString(target);
        }

        // What a link leads to is known once all of them are there.
        foreach (var path in _links.Keys)
            FolderOf(path).Add(new FolderEntry(NameOf(path), IsFolder(Path.Combine(top, path)), IsLink: true));
    }

    /// <exception cref="GitException">The repository or the revision cannot be read, or the folder is in none.</exception>
    public static RevisionTree Open(string folder, string revision)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var top = GitRepository.FindTop(root) ?? throw new GitException($"'{root}' is in no git repository");
        var tree = GitRevision.Open(top, revision);
        try
        {
            return new RevisionTree(top, tree);
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
    public OpenFile Open(string path) => Follow(path) is { } key && _files.TryGetValue(key, out var file) ? new OpenFile(_revision.Read(file)) : default;

    public string? FindTop(string folder) => _top;

    public void Dispose() => _revision.Dispose();

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

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
