using Stockade.Text;

namespace Stockade.Workspace;

/// <summary>Why a path was not read, or not wholly. The message is a fragment without a final period; the location's file has no text where nothing was read.</summary>
internal sealed record FileProblem(FileProblemKind Kind, SourceLocation Location, string Message)
{
    /// <summary>True where the very path the user named is at fault: an error of the command line, not of the file.</summary>
    public bool IsPathError => Kind is FileProblemKind.Missing or FileProblemKind.OutsideRoot or FileProblemKind.Unsupported;

    public static FileProblem At(string path, FileProblemKind kind, string message) =>
        new(kind, new SourceFile(path, string.Empty).At(0, 0), message);
}
