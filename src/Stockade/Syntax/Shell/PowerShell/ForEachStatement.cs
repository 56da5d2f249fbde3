using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>foreach ($x in …) { … }</c>.</summary>
internal sealed record ForEachStatement(TextSpan Span, string Variable, PowerShellStatement Source, ImmutableArray<PowerShellStatement> Body) : PowerShellStatement(Span);
