namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>
/// <c>--api-server-authorized-ip-ranges</c> as <c>validate_ip_ranges</c> and <c>_get_api_server_authorized_ip_ranges</c> of azure-cli and
/// the service judge it.
/// </summary>
internal static class RangeConditions
{
    private const string Option = "--api-server-authorized-ip-ranges";

    public static IEnumerable<ClusterCondition> Of(ClusterStep step)
    {
        var command = step.Command;
        if (command.Find(Option) is not { } option)
            return [];
        if (option.Values.IsEmpty)
            return OfEmpty(step, option);
        return
        [
            .. OfUnknown(step, option),
            .. OfPrivate(step, option),
            .. RangeListConditions.Of(option.Values, option.Location, step.After, static _ => true).Select(condition => condition with { Command = step.Command }),
        ];
    }

    // An empty value at creation is no value. On a private cluster there is no endpoint to open.
    private static IEnumerable<ClusterCondition> OfEmpty(ClusterStep step, AzureOption option)
    {
        if (step.Command.Name is not "aks update" || step.After.Private is Truth.True)
            yield break;
        yield return At(step, ClusterConditionKind.RangesCleared, option.Extent, "an empty value removes the authorized IP ranges");
    }

    private static IEnumerable<ClusterCondition> OfUnknown(ClusterStep step, AzureOption option)
    {
        if (step.Command.Name is "aks update" && option.Values is [{ IsKnown: false, MayBeEmpty: true, MayBeAnyWords: false } word] && step.After.Private is not Truth.True)
            yield return At(step, ClusterConditionKind.RangesMayBeCleared, word.Location, $"'{word.Symbol ?? word.Location.Text}' removes the authorized IP ranges where it is empty");
    }

    private static IEnumerable<ClusterCondition> OfPrivate(ClusterStep step, AzureOption option)
    {
        if (step.Command.Find("--enable-private-cluster") is { } flag)
        {
            yield return At(step, ClusterConditionKind.RangesOnPrivateCluster, option.Extent, "az refuses authorized IP ranges together with '--enable-private-cluster'") with
            {
                Other = flag.Location,
            };
        }
        else if (step.Command.Name is "aks update" && step.Before.Private is Truth.True)
        {
            // Also with --disable-private-cluster in the same call: az looks at the cluster as it is.
            yield return At(step, ClusterConditionKind.RangesOnPrivateCluster, option.Extent, "az refuses authorized IP ranges while the cluster is private") with
            {
                Other = step.Before.PrivateCause,
            };
        }
    }

    private static ClusterCondition At(ClusterStep step, ClusterConditionKind kind, Text.SourceLocation location, string message) =>
        new(kind, location, message) { Command = step.Command };
}
