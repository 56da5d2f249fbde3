using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>Text that runs nothing here, or that could not be read.</summary>
internal sealed record SkippedStatement(TextSpan Span, bool IsError) : PowerShellStatement(Span);
