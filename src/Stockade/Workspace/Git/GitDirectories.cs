namespace Stockade.Workspace.Git;

/// <summary>The folder of a worktree's own state (<c>HEAD</c>) and that of all worktrees (objects, branches). Usually the same.</summary>
internal sealed record GitDirectories(string Own, string Common);
