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

    /// <summary>Options that today's azure-cli no longer knows. An older one still runs the command, so this is no error.</summary>
    public ImmutableArray<AzureRemovedOption> RemovedOptions { get; init; } = [];

    /// <summary>True for <c>--help</c>: az prints a page and changes nothing.</summary>
    public bool IsHelp { get; init; }

    /// <summary>The resource group that az takes where the command names none: from the environment or <c>az configure</c>.</summary>
    public CommandWord? DefaultResourceGroup { get; init; }

    /// <summary>The subscription that az takes where the command names none: from <c>az account set</c>.</summary>
    public CommandWord? DefaultSubscription { get; init; }

    /// <summary>Whether the aks-preview extension is there: its commands replace those of azure-cli. Mostly nobody says.</summary>
    public Truth HasPreview { get; init; }

    /// <summary>False for the other commands that reach a cluster: <c>az resource update</c> and its kin.</summary>
    public bool IsAks => Name is "aks" || Name.StartsWith("aks ", StringComparison.Ordinal);

    public AzureOption? Find(string option) => Options.GetValueOrDefault(option);

    public bool Has(string option) => Options.ContainsKey(option);

    /// <summary>Whether a flag is on: unknown where it is absent and unknown words may hold it.</summary>
    public Truth IsOn(string flag) => Has(flag) ? Truth.True : Complete ? Truth.False : Truth.Unknown;
}
