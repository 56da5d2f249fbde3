using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>if</c>, <c>elseif</c>, <c>else</c>; <see cref="Else"/> is null where there is none.</summary>
internal sealed record IfStatement(TextSpan Span, ImmutableArray<IfClause> Clauses, ImmutableArray<PowerShellStatement>? Else) : PowerShellStatement(Span);
