using System.Collections.Immutable;
using System.Text;
using Stockade.Text;

namespace Stockade.Workspace;

/// <summary>
/// Finds the files of a request: what the user names, and in folders what git does not ignore. A link is followed only to a place
/// inside the root that the walk does not reach by itself, so nothing is read twice and nothing outside is read at all.
/// </summary>
internal sealed class WorkspaceWalker
{
    private const string ChartFile = "Chart.yaml";
    private const string TemplatesFolder = "templates";

    private readonly IFileTree _tree;
    private readonly string _root;
    private readonly string? _realRoot;
    private readonly bool _includeIgnored;
    private readonly PathPatterns _include;
    private readonly PathPatterns _exclude;
    private readonly bool _includeMarkdown;
    private readonly Dictionary<string, FoundFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly List<string> _links = [];
    private readonly List<FileProblem> _problems = [];
    private readonly CancellationToken _cancellationToken;

    private WorkspaceWalker(string root, WorkspaceRequest request, CancellationToken cancellationToken)
    {
        _tree = request.Tree;
        _root = root;
        _realRoot = LinkResolver.Resolve(_tree, root);
        _includeIgnored = request.IncludeIgnoredFiles;
        _include = request.Include;
        _exclude = request.Exclude;
        _includeMarkdown = request.IncludeMarkdown;
        _cancellationToken = cancellationToken;
    }

    public static (ImmutableArray<FoundFile> Files, ImmutableArray<FileProblem> Problems) Find(
        WorkspaceRequest request, CancellationToken cancellationToken)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.RootDirectory));
        var walker = new WorkspaceWalker(root, request, cancellationToken);
        foreach (var path in request.Paths)
        {
            if (path is not "-")
                walker.AddNamed(path);
        }

        walker.FollowLinks();
        var files = walker._files.Values.ToArray();
        Array.Sort(files, static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return ([.. files], [.. walker._problems]);
    }

    /// <summary>The absolute path of a file inside the root that git does not ignore, or null.</summary>
    public static string? FindFile(WorkspaceRequest request, string path) => Finder(request)(path);

    /// <summary>The same for many files: what their folders really are, and which rules hold there, is asked once. Not for several threads.</summary>
    public static Func<string, string?> Finder(WorkspaceRequest request)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.RootDirectory));
        var walker = new WorkspaceWalker(root, request, CancellationToken.None);
        var folders = new Dictionary<string, (string? Real, IgnoreContext Context)>(StringComparer.Ordinal);
        return path =>
        {
            var full = Path.GetFullPath(path, root);
            if (!LinkResolver.IsInside(full, root) || !request.Tree.IsFile(full))
                return null;
            var name = Path.GetFileName(full);
            var folder = Path.GetDirectoryName(full)!;
            if (!folders.TryGetValue(folder, out var known))
                folders.Add(folder, known = (LinkResolver.Resolve(request.Tree, folder), walker.GetRulesAbove(folder)));
            return known.Real is { } realFolder && walker.IsInside(Path.Combine(realFolder, name)) && !known.Context.IsIgnored(name, isDirectory: false) ? full : null;
        };
    }

    /// <summary>Whether a path of which only the last part may be a link leads into the root.</summary>
    private bool IsInside(string path)
    {
        try
        {
            return _tree.LinkTarget(path) is null ? LinkResolver.IsInside(path, _realRoot) : LinkResolver.Resolve(_tree, path) is { } real && LinkResolver.IsInside(real, _realRoot);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void AddNamed(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, _root));
        var relative = ToRelative(full);
        if (relative is null)
        {
            Report(path, FileProblemKind.OutsideRoot, $"'{path}' is outside the root '{_root}'");
        }
        else if (LinkResolver.Resolve(_tree, full) is not { } real)
        {
            Report(relative, FileProblemKind.Missing, $"'{path}' does not exist");
        }
        else if (!LinkResolver.IsInside(real, _realRoot))
        {
            Report(relative, FileProblemKind.OutsideRoot, $"'{path}' leads outside the root '{_root}'");
        }
        else if (FindChartAbove(full) is { } chart)
        {
            Add(chart, FileKind.ChartMetadata, isNamed: false);
        }
        else if (_tree.IsFolder(full))
        {
            Walk(full, relative, GetRulesAbove(full));
        }
        else
        {
            var kind = KindOf(Path.GetFileName(full));
            Add(full, kind is FileKind.Other ? null : kind, isNamed: true);
        }
    }

    private FileKind? KindOf(string name) => FileClassifier.FromName(name) is var kind && kind is FileKind.Markdown && !_includeMarkdown ? FileKind.Other : kind;

    private void Walk(string directory, string relative, IgnoreContext context)
    {
        var pending = new Stack<(string Full, string Relative, IgnoreContext Context)>();
        pending.Push((directory, relative, context));
        while (pending.TryPop(out var next))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (!_directories.Add(next.Full))
                continue;

            try
            {
                WalkOne(next.Full, next.Relative, next.Context, pending);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Report(next.Relative, FileProblemKind.Unreadable, $"folder '{next.Relative}' cannot be read");
            }
        }
    }

    private void WalkOne(string full, string relative, IgnoreContext context, Stack<(string Full, string Relative, IgnoreContext Context)> pending)
    {
        // One listing answers everything: asking the system for each special name would cost more than reading the folder.
        var entries = _tree.List(full);
        var isChart = entries.Any(static entry => entry is { Name: ChartFile, IsFolder: false });
        if (!_includeIgnored)
            context = Refine(context, full, entries);

        foreach (var (name, isDirectory, isLink) in entries)
        {
            var path = Path.Combine(full, name);
            var kind = isDirectory ? null : KindOf(name);
            if (kind is FileKind.Other || (isDirectory && name is ".git") || (isDirectory && isChart && name is TemplatesFolder))
                continue;
            if (context.IsIgnored(name, isDirectory && !isLink) || (!_exclude.IsEmpty && _exclude.MatchesEntry(Join(relative, name), isDirectory)))
                continue;

            if (isLink)
                _links.Add(path);
            else if (isDirectory)
                pending.Push((path, Join(relative, name), context.Enter(name)));
            else
                Add(path, kind, isNamed: false);
        }
    }

    /// <summary>Adds the rules of the folder itself. A repository inside this one has only its own.</summary>
    private IgnoreContext Refine(IgnoreContext context, string full, IReadOnlyList<FolderEntry> entries)
    {
        if (context.Prefix.Length > 0 && entries.Any(static entry => entry.Name is ".git"))
            context = new IgnoreContext(string.Empty, GitRepository.ReadExclude(full));
        return entries.Any(static entry => entry.Name is ".gitignore")
            ? context with { Rules = GitRepository.ReadIgnoreFile(_tree, full, Encoding.UTF8.GetByteCount(context.Prefix), context.Rules) }
            : context;
    }

    private void FollowLinks()
    {
        while (_links.Count > 0)
        {
            var links = _links.ToArray();
            _links.Clear();
            Array.Sort(links, string.CompareOrdinal);
            foreach (var link in links)
            {
                // What the walk reaches by itself has its own path in the result; a link to it would be a second copy.
                if (LinkResolver.Resolve(_tree, link) is not { } real || !LinkResolver.IsInside(real, _realRoot))
                    continue;

                var target = string.Concat(_root, real.AsSpan(_realRoot!.Length));
                if (FindChartAbove(target) is not null)
                    continue;
                if (_tree.IsFolder(target))
                    Walk(target, ToRelative(target)!, GetRulesAbove(target));
                else
                    AddTarget(target, link);
            }
        }
    }

    /// <summary>A file in the same folder that is a kustomization only by the name of the link is read as one.</summary>
    private void AddTarget(string full, string link)
    {
        var kind = KindOf(Path.GetFileName(link));
        if (kind is FileKind.Kustomization && Path.GetDirectoryName(full) == Path.GetDirectoryName(link) && ToRelative(full) is { } relative && _files.TryGetValue(relative, out var existing))
            _files[relative] = existing with { Kind = kind };
        Add(full, kind, isNamed: false);
    }

    private void Add(string full, FileKind? kind, bool isNamed)
    {
        var relative = ToRelative(full)!;
        if (!isNamed && !_include.IsEmpty && !_include.Matches(relative))
            return;
        if (!_files.TryGetValue(relative, out var existing) || (isNamed && !existing.IsNamedByUser))
            _files[relative] = new FoundFile(full, relative, kind, isNamed);
    }

    private void Report(string path, FileProblemKind kind, string message) => _problems.Add(FileProblem.At(path, kind, message));

    /// <summary>
    /// The rules in force above a folder. One that the user names is read even if git ignores it (rendered output often is); the rules
    /// above it, which speak of it as a whole, then do not count inside.
    /// </summary>
    private IgnoreContext GetRulesAbove(string directory)
    {
        var none = new IgnoreContext(string.Empty, null);
        if (_includeIgnored)
            return none;

        var repository = _tree.FindTop(directory);
        var top = repository ?? _root;
        var context = repository is null ? none : none with { Rules = GitRepository.ReadExclude(repository) };
        var current = top;
        foreach (var name in Path.GetRelativePath(top, directory).Split(Path.DirectorySeparatorChar))
        {
            if (name is ".")
                continue;

            context = context with { Rules = GitRepository.ReadIgnoreFile(_tree, current, Encoding.UTF8.GetByteCount(context.Prefix), context.Rules) };
            if (context.IsIgnored(name, isDirectory: true))
                context = context with { Rules = null };
            context = context.Enter(name);
            current = Path.Combine(current, name);
        }

        return context;
    }

    /// <summary>The Chart.yaml of the unrendered chart whose templates hold this path, or null.</summary>
    private string? FindChartAbove(string full)
    {
        var child = full;
        while (Path.GetDirectoryName(child) is { } parent && LinkResolver.IsInside(parent, _root))
        {
            var chart = Path.Combine(parent, ChartFile);
            if (Path.GetFileName(child) is TemplatesFolder && _tree.IsFolder(child) && _tree.IsFile(chart))
                return chart;
            child = parent;
        }

        return null;
    }

    private string? ToRelative(string full)
    {
        if (!LinkResolver.IsInside(full, _root))
            return null;

        var relative = Path.GetRelativePath(_root, full);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    private static string Join(string relative, string name) => relative is "." ? name : $"{relative}/{name}";

    /// <summary>The rules of a folder and its path below the top of its repository, with a final slash.</summary>
    private readonly record struct IgnoreContext(string Prefix, GitIgnoreRules? Rules)
    {
        public IgnoreContext Enter(string name) => this with { Prefix = $"{Prefix}{name}/" };

        public bool IsIgnored(string name, bool isDirectory) =>
            Rules is not null && Rules.IsIgnored(Encoding.UTF8.GetBytes(Prefix + name), isDirectory);
    }
}
