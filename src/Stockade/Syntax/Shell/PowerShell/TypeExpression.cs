using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>[type]</c>, without its brackets.</summary>
internal sealed record TypeExpression(TextSpan Span, string Name) : PowerShellExpression(Span);
