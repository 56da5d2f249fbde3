using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>return</c>, <c>break</c>, <c>continue</c>, <c>exit</c>, <c>throw</c>.</summary>
internal sealed record FlowStatement(TextSpan Span, FlowKind Kind, PowerShellStatement? Value) : PowerShellStatement(Span);
