using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>Text the parser gave up on. Whatever it was meant to do is not known.</summary>
internal sealed record ErrorCommand(TextSpan Span) : ShellCommand(Span);
