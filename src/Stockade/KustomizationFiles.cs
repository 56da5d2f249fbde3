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
    private readonly ConcurrentDictionary<string, byte> _needed = new(StringComparer.Ordinal);

    public static WorkspaceContent<ParsedFile> Read(WorkspaceRequest request, ImmutableArray<string> askedKinds, CancellationToken cancellationToken)
    {
        var files = new KustomizationFiles(askedKinds);
        request = request with { IsNeeded = files._needed.ContainsKey };
        var content = WorkspaceReader.Read(request, files.Parse, cancellationToken);
        var known = content.Results.Select(static file => file.File.Path).ToHashSet(StringComparer.Ordinal);
        while (files._needed.Keys.Where(known.Add).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var more = WorkspaceReader.ReadMore(request, paths, files.Parse);
            content = new WorkspaceContent<ParsedFile>(
                [.. content.Results.AddRange(more.Results).OrderBy(static file => file.File.Path, StringComparer.Ordinal)],
                content.Problems.AddRange(more.Problems),
                content.FilesRead + more.FilesRead);
        }

        return content;
    }

    /// <summary>The same as it was at a git revision, or why it cannot be read.</summary>
    public static (WorkspaceContent<ParsedFile>? Content, string? Error) ReadRevision(WorkspaceRequest request, ImmutableArray<string> askedKinds, string revision, CancellationToken cancellationToken)
    {
        var files = new KustomizationFiles(askedKinds);
        return RevisionReader.Read(request with { IsNeeded = files._needed.ContainsKey }, revision, files.Parse, () => files._needed.Keys, cancellationToken);
    }

    private ParsedFile? Parse(SourceFile file)
    {
        var isNeeded = _needed.ContainsKey(file.Path);
        var parsed = ModelLoader.Parse(file, isNeeded, askedKinds);
        if (file.Kind != FileKind.Kustomization || parsed is null)
            return parsed;

        foreach (var kustomization in parsed.Documents.Select(KustomizationReader.Read).OfType<Kustomization>())
        {
            foreach (var path in kustomization.Needed)
                _needed.TryAdd(path, 0);
            foreach (var folder in kustomization.References.Select(static reference => reference.Path).OfType<string>())
            {
                foreach (var name in Kustomization.FileNames)
                    _needed.TryAdd(folder is "." ? name : $"{folder}/{name}", 0);
            }
        }

        return parsed;
    }
}
