using Stockade.Text;

namespace Stockade.Workspace;

/// <summary>Tells something of the text of a file. The text stands in a buffer that is used again, and may be written to.</summary>
internal delegate bool TextPredicate(FileKind kind, string path, Span<char> text);
