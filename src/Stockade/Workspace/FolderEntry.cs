namespace Stockade.Workspace;

/// <summary>What a folder holds under a name. A link is a folder as well where it leads to one.</summary>
internal readonly record struct FolderEntry(string Name, bool IsFolder, bool IsLink);
