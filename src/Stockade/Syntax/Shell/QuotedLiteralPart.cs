using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>Text that quotes protect: <c>'…'</c>, <c>$'…'</c> with its escapes decoded, or one character after a backslash.</summary>
internal sealed record QuotedLiteralPart(TextSpan Span, string Text, ShellQuote Quote) : ShellWordPart(Span);
