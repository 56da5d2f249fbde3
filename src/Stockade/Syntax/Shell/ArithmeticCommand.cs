using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>(( … ))</c>.</summary>
internal sealed record ArithmeticCommand(TextSpan Span, ShellWord Expression) : ShellCommand(Span);
