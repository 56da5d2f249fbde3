using System.Collections.Immutable;

namespace Stockade.Workspace;

/// <summary>What became of the files: one result a file, in the ordinal order of their paths, whatever the order they were read in.</summary>
internal sealed record WorkspaceContent<TResult>(ImmutableArray<TResult> Results, ImmutableArray<FileProblem> Problems, int FilesRead)
{
    /// <summary>Where the files are, for others that they name.</summary>
    public IFileTree Tree { get; init; } = DiskTree.Instance;
}
