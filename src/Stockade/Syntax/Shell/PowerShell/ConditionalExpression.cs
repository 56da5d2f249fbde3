using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>condition ? then : otherwise</c>.</summary>
internal sealed record ConditionalExpression(TextSpan Span, PowerShellExpression Condition, PowerShellExpression Then, PowerShellExpression Otherwise) : PowerShellExpression(Span);
