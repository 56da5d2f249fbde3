using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A part of a pipeline: an expression, or a command with its arguments.</summary>
internal abstract record PowerShellExpression(TextSpan Span);
