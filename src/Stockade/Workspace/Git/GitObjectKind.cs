namespace Stockade.Workspace.Git;

/// <summary>The types of objects, by the numbers packs give them (gitformat-pack(5)).</summary>
internal enum GitObjectKind
{
    None = 0,
    Commit = 1,
    Tree = 2,
    Blob = 3,
    Tag = 4,
    OffsetDelta = 6,
    ReferenceDelta = 7,
}
