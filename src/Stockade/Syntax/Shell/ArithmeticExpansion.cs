using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>$((…))</c> or the old <c>$[…]</c>. The expression is a word, because bash expands it before it calculates.</summary>
internal sealed record ArithmeticExpansion(TextSpan Span, ShellWord Expression) : ShellWordPart(Span);
