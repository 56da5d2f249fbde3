using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A character of a line after percent expansion, and the text of the file it comes from.</summary>
internal readonly record struct BatchChar(char Value, TextSpan Span);
