using Stockade.Text;

namespace Stockade.Workspace;

/// <summary>A file to read. <see cref="Kind"/> is null where only its first bytes tell.</summary>
internal sealed record FoundFile(string FullPath, string Path, FileKind? Kind, bool IsNamedByUser);
