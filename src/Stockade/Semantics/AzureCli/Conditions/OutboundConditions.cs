namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>Outbound options that azure-cli refuses together (<c>_get_outbound_type</c>).</summary>
internal static class OutboundConditions
{
    public static IEnumerable<ClusterCondition> Of(ClusterStep step)
    {
        var command = step.Command;

        // The rules for updates were relaxed in August 2026, and a subnet is not part of an update.
        if (command.Name is not "aks create" || step.After.IsAutomatic is not Truth.False || command.Find("--outbound-type") is not { } option)
            yield break;
        if (option.Value?.Value is not { } type)
            yield break;

        if (type is "userDefinedRouting" or "userAssignedNATGateway" && command.IsOn("--vnet-subnet-id") is Truth.False)
            yield return Rejected(command, option, $"'--outbound-type {type}' needs '--vnet-subnet-id'");
        if (type is "managedNATGateway" && command.Find("--vnet-subnet-id") is { } subnet)
            yield return Rejected(command, subnet, "'--outbound-type managedNATGateway' excludes '--vnet-subnet-id'");
        foreach (var other in command.Options.Values)
        {
            if (type is not "loadBalancer" && IsLoadBalancer(other.Name))
                yield return Rejected(command, other, $"'{other.Name}' goes with '--outbound-type loadBalancer' only");
            if (type is not ("managedNATGateway" or "managedNATGatewayV2") && other.Name.StartsWith("--nat-gateway-", StringComparison.Ordinal))
                yield return Rejected(command, other, $"'{other.Name}' goes with '--outbound-type managedNATGateway' only");
        }
    }

    private static bool IsLoadBalancer(string name) =>
        name.StartsWith("--load-balancer-outbound-ip", StringComparison.Ordinal)
        || name.StartsWith("--load-balancer-managed-outbound-ip", StringComparison.Ordinal);

    private static ClusterCondition Rejected(AzureCommand command, AzureOption option, string message) =>
        new(ClusterConditionKind.OptionsRejected, option.Extent, message) { Command = command };
}
