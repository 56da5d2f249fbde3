using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>The conditions that the commands on a cluster meet, in order of execution. What is unknown meets none.</summary>
internal static class ClusterConditions
{
    public static ImmutableArray<ClusterCondition> Of(ImmutableArray<ClusterStep> steps) =>
    [
        .. steps.SelectMany(step => (IEnumerable<ClusterCondition>)
        [
            .. RangeConditions.Of(step),
            .. PrivateClusterConditions.Of(step),
            .. OutboundConditions.Of(step),
            .. EngineConditions.Of(step),
            .. EngineUpdateConditions.Of(step),
            .. NodePoolConditions.Of(step),
            .. ImdsConditions.Of(step),
        ]),
    ];
}
