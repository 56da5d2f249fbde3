using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>{ … }</c> as a value.</summary>
internal sealed record ScriptBlockExpression(TextSpan Span, ScriptBlock Body) : PowerShellExpression(Span);
