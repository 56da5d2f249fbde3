using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A pattern such as <c>@(a|b)</c>; bash reads it so only where <c>extglob</c> is on, or inside <c>[[ ]]</c>.</summary>
internal sealed record ExtendedGlob(TextSpan Span, string Text) : ShellWordPart(Span);
