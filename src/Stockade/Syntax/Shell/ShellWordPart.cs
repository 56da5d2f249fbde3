using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>A part of a word.</summary>
internal abstract record ShellWordPart(TextSpan Span) : ShellNode(Span);
