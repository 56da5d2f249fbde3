using System.Collections.Immutable;

namespace Stockade.Syntax.Shell.PowerShell;

/// <summary>A condition and what runs if it holds.</summary>
internal sealed record IfClause(PowerShellStatement Condition, ImmutableArray<PowerShellStatement> Body);
