using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;

namespace Stockade;

/// <summary>A script, or all steps of a job, after it was followed.</summary>
/// <param name="Path">The file it stands in.</param>
/// <param name="Result">What it runs, <c>kubectl</c> and <c>helm</c> included.</param>
/// <param name="Commands">Its <c>az aks</c> commands.</param>
internal sealed record LoadedScript(string Path, ScriptResult Result, ImmutableArray<AzureCommand> Commands)
{
    /// <summary>The job of a workflow or pipeline; null for a script file.</summary>
    public HostedJob? Hosted { get; init; }
}
