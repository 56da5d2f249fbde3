using Stockade.Text;

namespace Stockade.Reporting;

/// <summary>A span to underline in a source frame, with a few words beside it.</summary>
internal readonly record struct Annotation(SourceLocation Location, string Label, TerminalColor Color, char Marker);
