namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>Network plugin, dataplane and policy within one command: what azure-cli and AKS reject.</summary>
internal static class EngineConditions
{
    public static IEnumerable<ClusterCondition> Of(ClusterStep step)
    {
        var command = step.Command;
        if (command.Name is not ("aks create" or "aks update"))
            return [];
        IEnumerable<ClusterCondition> common = [.. OfDataplane(step), .. OfAcns(step)];
        return command.Name is "aks create" ? [.. OfCreation(step), .. common, .. OfKubenet(step), .. OfNpm(step)] : [.. common, .. OfNpm(step)];
    }

    private static IEnumerable<ClusterCondition> OfCreation(ClusterStep step)
    {
        var command = step.Command;
        if (step.After.IsAutomatic is not Truth.False)
            yield break;

        if (command.Find("--network-policy") is { } policy)
        {
            if (command.IsOn("--network-plugin") is Truth.False)
                yield return Rejected(command, policy, "az refuses '--network-policy' without '--network-plugin'");
            if (policy.Value?.Value is { } text)
            {
                // validate_network_policy checks the case, the service the text.
                if (text.Any(char.IsUpper))
                    yield return Rejected(command, policy, $"az refuses '--network-policy {text}': the value has to be lower case");
                else if (text is not ("azure" or "calico" or "cilium" or "none" or ""))
                    yield return Rejected(command, policy, $"AKS knows no network policy '{text}'");
            }
        }

        if (step.After.Plugin is "azure" && step.After.PluginMode is "" && (command.Find("--pod-cidr") ?? command.Find("--pod-cidrs")) is { } cidr)
            yield return Rejected(command, cidr, $"'{cidr.Name}' with '--network-plugin azure' needs '--network-plugin-mode overlay'");

        if (command.Find("--ip-families") is { Value.Value: { } families } option && families.Contains("ipv6", StringComparison.OrdinalIgnoreCase)
            && step.After.Engine is NetworkPolicyEngine.Azure or NetworkPolicyEngine.Calico)
        {
            yield return Rejected(command, option, $"AKS runs no '{Text(command, "--network-policy")}' policy engine on a dual-stack cluster");
        }
    }

    private static IEnumerable<ClusterCondition> OfDataplane(ClusterStep step)
    {
        var command = step.Command;
        if (command.Find("--network-policy") is not { Value.Value: { } policy } option || step.After.IsAutomatic is Truth.True)
            yield break;

        // The service's errors CiliumDataplaneRequiresNetworkPolicyCilium and NetworkPolicyCiliumRequiresCiliumDataplane.
        if (step.After.Dataplane is "cilium" && policy is "azure" or "calico" or "none")
            yield return Rejected(command, option, $"AKS rejects '--network-policy {policy}' with the Cilium dataplane");
        if (policy is "cilium" && step.After.Dataplane is "" or "azure")
            yield return Rejected(command, option, "AKS rejects '--network-policy cilium' without '--network-dataplane cilium'");
    }

    private static IEnumerable<ClusterCondition> OfKubenet(ClusterStep step)
    {
        var command = step.Command;
        if (step.After.Plugin is not "kubenet")
            yield break;
        if (command.Find("--network-policy") is { Value.Value: "azure" or "cilium" } policy)
            yield return Rejected(command, policy, $"kubenet runs no '{policy.Value!.Value}' policy engine, only Calico");
        else if (command.Find("--network-dataplane") is { Value.Value: "cilium" } dataplane)
            yield return Rejected(command, dataplane, "the Cilium dataplane needs '--network-plugin azure', not kubenet");

        yield return new ClusterCondition(
            ClusterConditionKind.EngineRetiring,
            command.Find("--network-plugin")!.Extent,
            "kubenet is out of support from 2028-03-31")
        {
            Command = command,
        };
    }

    private static IEnumerable<ClusterCondition> OfNpm(ClusterStep step)
    {
        if (step.Command.Find("--network-policy") is { Value.Value: "azure" } policy)
        {
            yield return new ClusterCondition(
                ClusterConditionKind.EngineRetiring,
                policy.Extent,
                "Azure Network Policy Manager on Linux is out of support from 2028-09-30")
            {
                Command = step.Command,
            };
        }
    }

    private static IEnumerable<ClusterCondition> OfAcns(ClusterStep step)
    {
        var command = step.Command;
        if (command.Find("--acns-transit-encryption-type") is { Value.Value: not (null or "None") } encryption && command.Has("--disable-acns"))
            yield return Rejected(command, encryption, "az refuses '--acns-transit-encryption-type' with '--disable-acns'");
        if (command.Find("--acns-advanced-networkpolicies") is not { Value.Value: { } policies } option || policies is "None")
            yield break;
        foreach (var name in (string[])["--disable-acns", "--disable-acns-security"])
        {
            if (command.Has(name))
                yield return Rejected(command, option, $"az refuses '--acns-advanced-networkpolicies' with '{name}'");
        }

        if (step.After.Engine is not (NetworkPolicyEngine.Cilium or NetworkPolicyEngine.Unknown))
            yield return Rejected(command, option, $"'{policies}' policies need the Cilium dataplane");
    }

    private static string Text(AzureCommand command, string option) => command.Find(option)?.Value?.Value ?? "";

    private static ClusterCondition Rejected(AzureCommand command, AzureOption option, string message) =>
        new(ClusterConditionKind.EngineRejected, option.Extent, message) { Command = command };
}
