using System.Collections.Immutable;
using Stockade.Text;
using Stockade.Workspace.Git;

namespace Stockade.Workspace;

/// <summary>Reads the files of a request as they were at a git revision: from the repository's objects, without a checkout and without running git.</summary>
internal static class RevisionReader
{
    private const string ChartFile = "Chart.yaml";
    private const string TemplatesFolder = "/templates/";

    /// <summary>The content, or why there is none.</summary>
    public static (WorkspaceContent<TResult>? Content, string? Error) Read<TResult>(
        WorkspaceRequest request, string revision, Func<SourceFile, TResult?> read, Func<IEnumerable<string>> named, CancellationToken cancellationToken = default)
        where TResult : class
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.RootDirectory));
        if (GitRepository.FindTop(root) is not { } top)
            return (null, $"'{root}' is in no git repository");
        try
        {
            using var tree = GitRevision.Open(top, revision);
            var prefix = PrefixOf(top, root);
            var starts = request.Paths.Select(path => PrefixOf(root, Path.GetFullPath(path, root)).TrimEnd('/')).ToImmutableArray();
            var files = tree.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(file => file.Path[prefix.Length..], StringComparer.Ordinal);
            var charts = files.Keys.Where(static path => Path.GetFileName(path) is ChartFile).Select(static path => path[..^ChartFile.Length]).ToHashSet(StringComparer.Ordinal);

            // Kustomizations first: they name others, also outside of the paths that were asked for.
            var found = files.Keys.Select(path => Find(path, starts, charts, request)).OfType<FoundFile>()
                .OrderBy(static file => file.Kind == FileKind.Kustomization ? 0 : 1)
                .ThenBy(static file => file.Path, StringComparer.Ordinal)
                .ToList();
            var results = new SortedDictionary<string, (TResult? Result, FileProblem? Problem)>(StringComparer.Ordinal);
            while (found.Count > 0)
            {
                foreach (var file in found)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    results[file.Path] = WorkspaceReader.ReadBytes(file, request.IsNeeded(file.Path), tree.Read(files[file.Path]), read);
                }

                found = [.. named().Where(path => files.ContainsKey(path) && !results.ContainsKey(path)).Order(StringComparer.Ordinal).ToList().Select(Named)];
            }

            return (
                new WorkspaceContent<TResult>(
                    [.. results.Values.Select(static item => item.Result).OfType<TResult>()],
                    [.. results.Values.Select(static item => item.Problem).OfType<FileProblem>()],
                    results.Count),
                null);
        }
        catch (GitException e)
        {
            return (null, e.Message);
        }
    }

    /// <summary>The path from a folder to what lies in it, with <c>/</c>, also at its end; empty for the folder itself.</summary>
    public static string PrefixOf(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
        return relative is "." ? string.Empty : $"{relative}/";
    }

    private static FoundFile Named(string path)
    {
        var kind = FileClassifier.FromName(Path.GetFileName(path)) is { } known and not FileKind.Other and not FileKind.ChartMetadata ? known : FileKind.Yaml;
        return new FoundFile(path, path, kind, IsNamedByUser: false);
    }

    /// <summary>What the walk over folders would find. What git ignores and holds all the same is read: it was committed.</summary>
    private static FoundFile? Find(string path, ImmutableArray<string> named, HashSet<string> charts, WorkspaceRequest request)
    {
        var isNamed = named.Contains(path, StringComparer.Ordinal);
        if (!isNamed && !named.Any(folder => folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal)))
            return null;
        if (!isNamed && (request.Exclude.Matches(path) || (!request.Include.IsEmpty && !request.Include.Matches(path))))
            return null;
        for (var templates = $"/{path}".IndexOf(TemplatesFolder, StringComparison.Ordinal); templates >= 0; templates = $"/{path}".IndexOf(TemplatesFolder, templates + 1, StringComparison.Ordinal))
        {
            if (charts.Contains(path[..templates]))
                return null;
        }

        var kind = FileClassifier.FromName(Path.GetFileName(path));
        return kind is FileKind.Other ? null : new FoundFile(path, path, kind, isNamed);
    }
}
