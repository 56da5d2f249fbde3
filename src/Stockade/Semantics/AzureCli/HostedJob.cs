using System.Collections.Immutable;
using Stockade.Syntax.Hosts;

namespace Stockade.Semantics.AzureCli;

/// <summary>A job of a workflow or pipeline after its steps were followed.</summary>
/// <param name="Job">The job.</param>
/// <param name="Commands">Its <c>az aks</c> commands.</param>
/// <param name="Tools">Its runs of <c>kubectl</c> and <c>helm</c>.</param>
/// <param name="JoinsNetwork">A step may join the machine to a private network.</param>
internal sealed record HostedJob(HostJob Job, ImmutableArray<AzureCommand> Commands, ImmutableArray<CommandInvocation> Tools, bool JoinsNetwork);
