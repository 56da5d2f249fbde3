namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>The arguments of a call, in order.</summary>
internal sealed class PowerShellArguments
{
    public List<PowerShellArgument> All { get; } = [];

    /// <summary>True where further arguments may stand anywhere among them.</summary>
    public bool IsOpen { get; set; }
}
