using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;

namespace Stockade.Semantics.Clusters;

/// <summary>What one script, or the steps of one job, run one after another with the same kubeconfig.</summary>
/// <param name="Folders">The folders it may run in, the likeliest first; empty for the root.</param>
/// <param name="Commands">Its <c>az aks</c> commands.</param>
/// <param name="Tools">Its runs of <c>kubectl</c> and <c>helm</c>.</param>
internal sealed record ScriptRun(ImmutableArray<string> Folders, ImmutableArray<AzureCommand> Commands, ImmutableArray<CommandInvocation> Tools);
