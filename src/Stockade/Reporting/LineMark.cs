using Microsoft.CodeAnalysis.Text;

namespace Stockade.Reporting;

/// <summary>The part of an annotation that lies on one line.</summary>
internal readonly record struct LineMark(int Line, TextSpan Span, string Label, TerminalColor Color, char Marker);
