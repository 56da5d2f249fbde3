namespace Stockade.Semantics.AzureCli;

/// <summary>What argparse takes a word for, before it counts values.</summary>
internal sealed record AzureArgument(CommandWord Word, AzureArgumentKind Kind)
{
    /// <summary>The option that an <see cref="AzureArgumentKind.Option"/> names; null where it names none.</summary>
    public AzureOptionDefinition? Definition { get; init; }

    /// <summary>The spelling without an attached value.</summary>
    public string Spelling { get; init; } = "";

    /// <summary>The value that is attached to the option: <c>--name=c</c>, <c>-gRG</c>.</summary>
    public CommandWord? Attached { get; init; }

    /// <summary>Why the spelling names no option.</summary>
    public AzureCommandError? Error { get; init; }
}
