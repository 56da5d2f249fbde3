using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>A cmdlet of Az.Aks, the command of az that does the same, and its parameters in order of their position.</summary>
internal sealed record AzureCmdlet(string Name, string Command, ImmutableArray<AzureCmdletParameter> Parameters)
{
    /// <summary>How many of <see cref="Parameters"/> take arguments without a name.</summary>
    public required int Positions { get; init; }
}
