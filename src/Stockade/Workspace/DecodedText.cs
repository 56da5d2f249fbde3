namespace Stockade.Workspace;

/// <summary>Text without its byte order mark, and the first place that could not be decoded.</summary>
internal readonly record struct DecodedText(string Text, int? ErrorOffset, string? Error);
