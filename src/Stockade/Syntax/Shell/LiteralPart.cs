using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>Unquoted text. Braces, globs and tildes keep their meaning here.</summary>
internal sealed record LiteralPart(TextSpan Span, string Text) : ShellWordPart(Span);
