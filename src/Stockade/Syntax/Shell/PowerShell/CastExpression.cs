using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>[type]operand</c>.</summary>
internal sealed record CastExpression(TextSpan Span, string Type, PowerShellExpression Operand) : PowerShellExpression(Span);
