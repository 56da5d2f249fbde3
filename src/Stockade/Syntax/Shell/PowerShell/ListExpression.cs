using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>a, b</c>. A native command is given the <see cref="Source"/> by some versions, the values by others.</summary>
internal sealed record ListExpression(TextSpan Span, ImmutableArray<PowerShellExpression> Elements, string Source) : PowerShellExpression(Span);
