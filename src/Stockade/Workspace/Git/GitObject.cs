namespace Stockade.Workspace.Git;

/// <summary>An object as it was stored, whole.</summary>
internal readonly record struct GitObject(GitObjectKind Kind, byte[] Content);
