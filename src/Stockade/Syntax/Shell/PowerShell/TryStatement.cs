using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>try</c>, <c>catch</c>, <c>finally</c>.</summary>
internal sealed record TryStatement(TextSpan Span, ImmutableArray<PowerShellStatement> Body, ImmutableArray<ImmutableArray<PowerShellStatement>> Catches, ImmutableArray<PowerShellStatement> Finally) : PowerShellStatement(Span);
