using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>A property with its value. <see cref="Extent"/> is the text a reader edits: key and value, or the key alone before a long value.</summary>
internal sealed record DeclaredMember(string Name, DeclaredValue Value, SourceLocation Extent);
