using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>coproc [name] command</c>.</summary>
internal sealed record CoprocessCommand(TextSpan Span, string? Name, ShellCommand Body) : ShellCommand(Span);
