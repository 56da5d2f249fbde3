namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>Reads PowerShell scripts.</summary>
internal static class PowerShellReader
{
    public static ScriptResult Read(ScriptInput input) => new PowerShellEvaluator(input).Evaluate();
}
