namespace Stockade.Workspace.Git;

/// <summary>What a tree holds under a name, besides further trees.</summary>
internal enum GitTreeEntryKind
{
    File,
    Link,
    Submodule,
}
