using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>$name</c>, <c>${name}</c>, <c>$env:name</c>, or <c>@name</c> where its elements become arguments.</summary>
internal sealed record VariableExpression(TextSpan Span, string Name, bool IsSplatted) : PowerShellExpression(Span);
