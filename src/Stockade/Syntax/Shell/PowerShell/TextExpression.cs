using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A piece of text without anything to expand: a part of a <see cref="StringExpression"/>.</summary>
internal sealed record TextExpression(TextSpan Span, string Text) : PowerShellExpression(Span);
