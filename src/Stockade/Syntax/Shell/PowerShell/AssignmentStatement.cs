using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>$x = …</c>, <c>$x += …</c>; the value may be any statement.</summary>
internal sealed record AssignmentStatement(TextSpan Span, PowerShellExpression Target, string Operator, PowerShellStatement Value) : PowerShellStatement(Span);
