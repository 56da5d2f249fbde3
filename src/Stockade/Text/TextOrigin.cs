namespace Stockade.Text;

/// <summary>Where a text comes from that was made of others.</summary>
/// <param name="Location">The place to edit.</param>
/// <param name="Made">The line that was made, where it does not stand there literally; else null.</param>
/// <param name="Template">The name of the template it was made of, where that is no file of the run; else null.</param>
internal readonly record struct TextOrigin(SourceLocation Location, string? Made, string? Template);
