namespace Stockade.Workspace.Git;

/// <summary>A file, link or submodule of a tree: its path from the tree's root, with <c>/</c>, and its object.</summary>
internal readonly record struct GitTreeFile(string Path, string Id);
