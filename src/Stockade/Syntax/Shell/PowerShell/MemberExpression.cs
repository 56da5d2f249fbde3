using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary><c>target.Member</c> or <c>[type]::Member(…)</c>; <see cref="Arguments"/> is null where nothing is called. <see cref="Name"/> is null where it is computed.</summary>
internal sealed record MemberExpression(TextSpan Span, PowerShellExpression Target, string? Name, ImmutableArray<PowerShellExpression>? Arguments) : PowerShellExpression(Span);
