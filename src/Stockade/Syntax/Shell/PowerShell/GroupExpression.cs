using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>Statements whose output is the value.</summary>
internal sealed record GroupExpression(TextSpan Span, GroupKind Kind, ImmutableArray<PowerShellStatement> Statements) : PowerShellExpression(Span);
