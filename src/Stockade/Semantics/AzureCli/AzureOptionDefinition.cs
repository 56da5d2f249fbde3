using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>One option of a command as azure-cli or its aks-preview extension registers it.</summary>
internal sealed record AzureOptionDefinition(string Name, AzureOptionKind Kind)
{
    /// <summary>Every spelling, the canonical name first.</summary>
    public required ImmutableArray<string> Spellings { get; init; }

    public bool IsRequired { get; init; }

    public bool IsInteger { get; init; }

    /// <summary>Only known where the aks-preview extension is installed.</summary>
    public bool IsPreview { get; init; }

    /// <summary>True for the arguments that every command takes.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>The only values az takes, in their canonical spelling; empty where any text goes.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>True where today's azure-cli no longer knows the option.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>The version that removed it, where known.</summary>
    public string? RemovedIn { get; init; }

    public string? Replacement { get; init; }
}
