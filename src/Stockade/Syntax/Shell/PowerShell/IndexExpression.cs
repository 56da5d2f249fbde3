using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>target[index]</c>.</summary>
internal sealed record IndexExpression(TextSpan Span, PowerShellExpression Target, PowerShellExpression Index) : PowerShellExpression(Span);
