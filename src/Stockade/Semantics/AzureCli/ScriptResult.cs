using System.Collections.Immutable;
using Stockade.Syntax;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>What a script runs, as far as its text tells.</summary>
internal sealed record ScriptResult
{
    /// <summary>Every run of <c>az</c>, in order.</summary>
    public ImmutableArray<CommandInvocation> Invocations { get; init; } = [];

    /// <summary>Every run of <c>kubectl</c> and <c>helm</c>, in order; <see cref="CommandInvocation.Order"/> places them among the runs of <c>az</c>.</summary>
    public ImmutableArray<CommandInvocation> Tools { get; init; } = [];

    public ImmutableArray<SyntaxError> Errors { get; init; } = [];

    public ImmutableArray<SourceLocation> Comments { get; init; } = [];

    /// <summary>The files the script includes or calls: their commands are already among these.</summary>
    public ImmutableArray<SourceFile> Sourced { get; init; } = [];

    /// <summary>
    /// The variables that the script asks its host to give to the steps after it, in order: <c>echo name=value &gt;&gt; $GITHUB_ENV</c>,
    /// <c>##vso[task.setvariable variable=name]value</c>.
    /// </summary>
    public ImmutableArray<PublishedVariable> Published { get; init; } = [];

    /// <summary>Runs of <c>az</c> that stand in the script and never come.</summary>
    public ImmutableArray<UnreachedCommand> Unreached { get; init; } = [];
}
