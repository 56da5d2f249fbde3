using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>function Name { … }</c> and <c>filter Name { … }</c>.</summary>
internal sealed record FunctionStatement(TextSpan Span, string Name, ScriptBlock Body) : PowerShellStatement(Span);
