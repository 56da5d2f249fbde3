using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade;

/// <summary>
/// Reads the files of a run, kustomizations first: of a file that one of them names every document is kept, and one that lies outside of the paths
/// the user gave is read as well.
/// </summary>
internal sealed class KustomizationFiles(ImmutableArray<string> askedKinds)
{
    /// <summary>Paths with the names they are asked for by: those of links may be others.</summary>
    private readonly ConcurrentDictionary<string, string> _needed = new(StringComparer.Ordinal);

    public static WorkspaceContent<ParsedFile> Read(WorkspaceRequest request, ImmutableArray<string> askedKinds, CancellationToken cancellationToken)
    {
        var files = new KustomizationFiles(askedKinds);
        request = request with { IsNeeded = files._needed.ContainsKey, MayMatter = files.MayMatter, FollowLinks = new LinkedPaths(request.Tree, request.RootDirectory).Follow };
        var content = WorkspaceReader.Read(request, files.Parse, cancellationToken);
        var known = content.Results.Select(static file => file.File.Path).ToHashSet(StringComparer.Ordinal);
        while (files._needed.Where(file => known.Add(file.Key)).Select(static file => (Path: file.Key, Name: file.Value)).OrderBy(static file => file.Path, StringComparer.Ordinal).ToList() is { Count: > 0 } named)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var more = WorkspaceReader.ReadMore(request, named, files.Parse);
            content = content with
            {
                Results = [.. content.Results.AddRange(more.Results).OrderBy(static file => file.File.Path, StringComparer.Ordinal)],
                Problems = content.Problems.AddRange(more.Problems),
                FilesRead = content.FilesRead + more.FilesRead,
            };
        }

        return content;
    }

    private bool MayMatter(FileKind kind, string path, Span<char> text) => ModelLoader.MayMatter(kind, path, text, askedKinds);

    private ParsedFile? Parse(SourceFile file)
    {
        var isNeeded = _needed.ContainsKey(file.Path);
        var parsed = ModelLoader.Parse(file, isNeeded, askedKinds);
        if (file.Kind != FileKind.Kustomization || parsed is null)
            return parsed;

        foreach (var kustomization in parsed.Documents.Select(KustomizationReader.Read).OfType<Kustomization>())
        {
            foreach (var path in kustomization.Needed)
                _needed.TryAdd(path, Path.GetFileName(path));
            foreach (var folder in kustomization.References.Select(static reference => reference.Path).OfType<string>())
            {
                foreach (var name in Kustomization.FileNames)
                    NeedKustomization(file, folder, name);
            }
        }

        return parsed;
    }

    /// <summary>A link to another file of the folder is that file; one to somewhere else is a file of its own here, since its paths begin in this folder.</summary>
    private void NeedKustomization(SourceFile file, string folder, string name)
    {
        var path = folder is "." ? name : $"{folder}/{name}";
        var target = file.FollowLinks?.Invoke(path) ?? path;
        _needed.TryAdd(RelativePath.OrDot(RelativePath.FolderOf(target)) == folder ? target : path, name);
    }
}
