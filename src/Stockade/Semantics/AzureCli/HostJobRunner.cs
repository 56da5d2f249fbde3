using System.Collections.Immutable;
using Stockade.Syntax;
using Stockade.Syntax.Hosts;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// Runs the steps of a job one after another: each is a process of its own, and what it asks the host to set holds for those after it.
/// </summary>
internal static class HostJobRunner
{
    /// <param name="job">The job.</param>
    /// <param name="files">The files that its scripts may name.</param>
    public static ScriptResult Run(HostJob job, ScriptFiles files)
    {
        var invocations = ImmutableArray.CreateBuilder<CommandInvocation>();
        var tools = ImmutableArray.CreateBuilder<CommandInvocation>();
        var errors = ImmutableArray.CreateBuilder<SyntaxError>();
        var comments = ImmutableArray.CreateBuilder<SourceLocation>();
        var sourced = new List<SourceFile>();
        var state = HostState.Initial;
        foreach (var step in job.Steps)
        {
            var folder = RelativePath.Combine(job.Folder, step.Folder) ?? job.Folder;
            var result = ScriptReader.Read(new ScriptInput
            {
                Text = step.Scope.Substitute(step.Text, state),
                Dialect = step.Dialect,
                Host = job.Host,
                Environment = step.Scope.EnvironmentOf(state),
                IsConditional = step.IsConditional,
                Arguments = [],
                Source = path => files.FindScript(folder, job.Folder, path),
                Included = path => files.FindAny(folder, job.Folder, path),
            });
            var order = invocations.Count + tools.Count;
            invocations.AddRange(result.Invocations.Select(invocation => invocation with { Order = order + invocation.Order }));
            tools.AddRange(result.Tools.Select(tool => tool with { Order = order + tool.Order, Folder = FolderOf(step, tool) }));
            errors.AddRange(result.Errors);
            comments.AddRange(result.Comments);
            sourced.AddRange(result.Sourced);
            state = After(state, step, result.Published);
        }

        return new ScriptResult
        {
            Invocations = invocations.DrainToImmutable(),
            Tools = tools.DrainToImmutable(),
            Errors = errors.DrainToImmutable(),
            Comments = comments.DrainToImmutable(),
            Sourced = [.. sourced.Distinct()],
        };
    }

    /// <summary>The folder of a step counts from that of its job.</summary>
    private static string? FolderOf(HostStep step, CommandInvocation tool) => tool.Folder switch
    {
        null => null,
        { } folder when step.Folder.Length == 0 || folder.StartsWith(ScriptInput.FromRoot, StringComparison.Ordinal) => folder,
        { } folder => $"{step.Folder}/{folder}",
    };

    private static HostState After(HostState state, HostStep step, ImmutableArray<PublishedVariable> published)
    {
        foreach (var variable in published)
        {
            // A variable that may be set has this value or another.
            var known = variable.IsConditional || step.IsConditional ? HostValue.Unknown($"{variable.Name}?") : variable.Value;
            if (variable.IsOutput)
            {
                if (step.Name.Length > 0)
                    state = variable.Name.Length == 0 ? state.WithoutOutputs(step.Name) : state with { Outputs = state.Outputs.SetItem($"{step.Name}.{variable.Name}", known) };
            }
            else if (variable.Name.Length == 0)
            {
                state = new HostState { IsForgotten = true, Outputs = state.Outputs };
            }
            else
            {
                state = state with { Variables = state.Variables.SetItem(variable.Name, known) };
            }
        }

        return state;
    }

    /// <summary>True where a script of the job may join the machine to a private network.</summary>
    public static bool JoinsNetwork(HostJob job, ScriptResult result) =>
        job.Steps.Any(static step => PrivateNetworks.IsJoinedBy(step.Text.Content)) || result.Sourced.Any(static file => PrivateNetworks.IsJoinedBy(file.Content));
}
