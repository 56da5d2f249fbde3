using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>One option of a command: where its name stands and its values (none for a flag).</summary>
internal sealed record AzureOption(string Name, SourceLocation Location, ImmutableArray<CommandWord> Values)
{
    public CommandWord? Value => Values.IsEmpty ? null : Values[0];

    /// <summary>The name with its values, where they stand on one line; else the name.</summary>
    public SourceLocation Extent { get; init; } = Location;
}
