using Stockade.Text;

namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>
/// The metadata restriction with what AKS refuses beside it. Whether the OIDC issuer is on is left to the service: newer Kubernetes
/// versions enable it on their own.
/// </summary>
internal static class ImdsConditions
{
    public static IEnumerable<ClusterCondition> Of(ClusterStep step)
    {
        var wasOn = step.Before.ImdsCause is not null && step.Before.Imds is ImdsRestriction.On or ImdsRestriction.Pending;
        if (step.Command.Find("--enable-imds-restriction") is not { } option)
            return wasOn ? OfLater(step) : [];
        return OfState(step, option.Location, step.After);
    }

    private static IEnumerable<ClusterCondition> OfState(ClusterStep step, SourceLocation location, ClusterState state)
    {
        if (state.IsAutomatic is Truth.True)
            yield return At(step, location, "AKS Automatic runs add-ons that exclude the metadata restriction", other: null);
        foreach (var (name, place) in ClusterAddons.WithoutImdsRestriction(state))
            yield return At(step, location, $"the add-on '{name}' excludes the metadata restriction", place);
        if (state.NodePools.FirstOrDefault(pool => pool.IsWindows is Truth.True) is { } pool)
            yield return At(step, location, $"pool '{pool.Name}' is Windows, which excludes the metadata restriction", pool.WindowsCause);
    }

    // The restriction is on, and a command brings what excludes it.
    private static IEnumerable<ClusterCondition> OfLater(ClusterStep step)
    {
        foreach (var (name, place) in ClusterAddons.WithoutImdsRestriction(step.After))
        {
            if (!step.Before.Addons.ContainsKey(name))
                yield return At(step, place, $"the add-on '{name}' excludes the metadata restriction", step.Before.ImdsCause);
        }

        if (step.After.NodePools.LastOrDefault() is { IsWindows: Truth.True, WindowsCause: { } cause } pool && pool.Command == step.Command)
            yield return At(step, cause, $"pool '{pool.Name}' is Windows, which excludes the metadata restriction", step.Before.ImdsCause);
    }

    private static ClusterCondition At(ClusterStep step, SourceLocation location, string message, SourceLocation? other) =>
        new(ClusterConditionKind.ImdsRestrictionRejected, location, message) { Command = step.Command, Other = other };
}
