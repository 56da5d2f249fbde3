using System.Collections.Immutable;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A pattern of a <c>switch</c> with what it runs; null for <c>default</c>.</summary>
internal sealed record SwitchClause(PowerShellExpression? Pattern, ImmutableArray<PowerShellStatement> Body);
