namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>A parameter of a cmdlet and az's option for it; null where no property here depends on it.</summary>
internal sealed record AzureCmdletParameter(string Name, string? Option, bool IsSwitch)
{
    /// <summary>The value is one of a few words, which the cmdlet takes in any case and az in lower case.</summary>
    public bool IsChoice { get; init; }
}
