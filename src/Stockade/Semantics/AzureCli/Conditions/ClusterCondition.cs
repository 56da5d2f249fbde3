using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>A condition that is met: at the smallest text that is to blame, with a message that states the fact.</summary>
internal sealed record ClusterCondition(ClusterConditionKind Kind, SourceLocation Location, string Message)
{
    /// <summary>The command that meets it; null for a cluster that a file declares.</summary>
    public AzureCommand? Command { get; init; }

    /// <summary>The other half of a combination: an option of this or an earlier command, or another property.</summary>
    public SourceLocation? Other { get; init; }

    /// <summary>The ranges, of <see cref="ClusterConditionKind.RangesGiven"/>.</summary>
    public ImmutableArray<CommandWord> Ranges { get; init; } = [];
}
