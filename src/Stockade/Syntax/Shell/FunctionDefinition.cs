using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>name() …</c> or <c>function name …</c>.</summary>
internal sealed record FunctionDefinition(TextSpan Span, string Name, ShellCommand Body) : ShellCommand(Span);
