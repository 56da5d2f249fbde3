namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>Windows node pools beside an engine that does not run on them. Reported where the second of the two appears.</summary>
internal static class NodePoolConditions
{
    public static IEnumerable<ClusterCondition> Of(ClusterStep step)
    {
        var pool = step.After.NodePools.LastOrDefault(pool => pool.IsWindows is Truth.True);
        if (pool is null || pool.WindowsCause is not { } cause || IsOld(step, pool))
            yield break;

        var adds = pool.Command == step.Command;
        var location = adds ? cause : step.After.EngineCause ?? cause;
        var other = adds ? step.After.EngineCause : cause;
        if (step.After.Engine is NetworkPolicyEngine.Cilium)
        {
            yield return new ClusterCondition(ClusterConditionKind.EngineWithoutWindows, location, $"Cilium runs on Linux nodes only, and pool '{pool.Name}' is Windows")
            {
                Command = step.Command,
                Other = other,
            };
        }
        else if (step.After.Engine is NetworkPolicyEngine.Azure)
        {
            yield return new ClusterCondition(
                ClusterConditionKind.EngineRetired,
                location,
                $"Azure Network Policy Manager on Windows is out of support since 2026-09-30, and pool '{pool.Name}' is Windows")
            {
                Command = step.Command,
                Other = other,
            };
        }
    }

    private static bool IsOld(ClusterStep step, NodePool pool) => step.Before.Engine == step.After.Engine && pool.Command != step.Command;
}
