using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>An operator in lower case with its operands; <see cref="Left"/> is null for one that stands before its operand.</summary>
internal sealed record OperatorExpression(TextSpan Span, string Operator, PowerShellExpression? Left, PowerShellExpression Right) : PowerShellExpression(Span);
