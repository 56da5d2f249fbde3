using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A number; <see cref="Value"/> is null where it is no whole number that fits.</summary>
internal sealed record NumberExpression(TextSpan Span, string Source, long? Value) : PowerShellExpression(Span);
