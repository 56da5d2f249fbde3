namespace Stockade.Workspace;

/// <summary>Folders and files by their absolute paths: those of the disk, or those of a git revision as if it were checked out.</summary>
internal interface IFileTree
{
    /// <summary>Whether the path leads to a file, through links or not.</summary>
    bool IsFile(string path);

    /// <summary>Whether the path leads to a folder, through links or not.</summary>
    bool IsFolder(string path);

    /// <summary>Where the link at this very path leads, or null where there is none. Links above it are followed.</summary>
    /// <exception cref="IOException">The path cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path cannot be read.</exception>
    string? LinkTarget(string path);

    /// <summary>What lies in a folder, in no particular order.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    IReadOnlyList<FolderEntry> List(string folder);

    /// <summary>Opens a file to read it. What is no file, such as a pipe, is empty.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    OpenFile Open(string path);

    /// <summary>The top of the git repository that a folder belongs to, or null.</summary>
    string? FindTop(string folder);
}
