using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>One option of a command: where its name stands and its values (none for a flag).</summary>
internal sealed record AzureOption(string Name, SourceLocation Location, ImmutableArray<CommandWord> Values)
{
    public CommandWord? Value => Values.IsEmpty ? null : Values[0];
}
