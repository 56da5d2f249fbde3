#pragma warning disable RS0030 // Workspace is where the disk is read.
using System.IO.Enumeration;

namespace Stockade.Workspace;

/// <summary>The files of the disk.</summary>
internal sealed class DiskTree : IFileTree
{
    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private DiskTree()
    {
    }

    public static DiskTree Instance { get; } = new();

    public bool IsFile(string path) => File.Exists(path);

    public bool IsFolder(string path) => Directory.Exists(path);

    public string? LinkTarget(string path) => new FileInfo(path).LinkTarget;

    public IReadOnlyList<FolderEntry> List(string folder) =>
    [
        .. new FileSystemEnumerable<FolderEntry>(
            folder,
            static (ref entry) => new FolderEntry(entry.FileName.ToString(), entry.IsDirectory, entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && new FileInfo(entry.ToFullPath()).LinkTarget is not null),
            s_everything),
    ];

    public OpenFile Open(string path)
    {
        // The length of a link is that of its text.
        var file = new FileInfo(path);
        if (file.Attributes.HasFlag(FileAttributes.ReparsePoint))
            file = new FileInfo(LinkResolver.Resolve(path) ?? path);

        // A pipe or a device has no length; opening one could block for ever.
        var length = file.Length;
        return length == 0 ? default : new OpenFile(
            File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan), length);
    }

    public string? FindTop(string folder) => GitRepository.FindTop(folder);
}
