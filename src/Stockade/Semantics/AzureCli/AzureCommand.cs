using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>An <c>az aks …</c> invocation read by az's own argument rules.</summary>
internal sealed record AzureCommand
{
    public required CommandInvocation Invocation { get; init; }

    /// <summary>The command words in lower case, without <c>az</c>: <c>aks create</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Options under their canonical long names, sorted by name. A repeated option keeps its last occurrence.</summary>
    public ImmutableSortedDictionary<string, AzureOption> Options { get; init; } = ImmutableSortedDictionary<string, AzureOption>.Empty;

    /// <summary>False where further unknown words may follow, so an absent option may yet be given.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>What az itself refuses; such a command changes no cluster.</summary>
    public ImmutableArray<AzureCommandError> Errors { get; init; } = [];

    public AzureOption? Find(string option) => Options.GetValueOrDefault(option);
}
