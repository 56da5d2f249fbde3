namespace Stockade.Text;

/// <summary>A piece of a file that is replaced. An empty span inserts, an empty text deletes.</summary>
internal readonly record struct TextEdit(SourceLocation Location, string NewText);
