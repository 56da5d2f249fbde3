namespace Stockade.Semantics.AzureCli.Conditions;

/// <summary>Options about the API server's endpoint that azure-cli's managed cluster decorator refuses together.</summary>
internal static class PrivateClusterConditions
{
    public static IEnumerable<ClusterCondition> Of(ClusterStep step) => step.Command.Name switch
    {
        "aks create" => [.. OfCreation(step), .. OfFqdn(step), .. OfAccounts(step)],
        "aks update" => [.. OfUpdate(step), .. OfFqdn(step), .. OfAccounts(step)],
        _ => [],
    };

    private static IEnumerable<ClusterCondition> OfCreation(ClusterStep step)
    {
        var command = step.Command;
        if (command.Find("--load-balancer-sku") is { Value.Value: "basic" } sku)
            yield return Rejected(step, sku, "AKS creates no cluster with a Basic load balancer since 2025-09-30");

        if (command.IsOn("--enable-private-cluster") is Truth.False)
        {
            foreach (var name in (string[])["--disable-public-fqdn", "--private-dns-zone"])
            {
                if (command.Find(name) is { } option)
                    yield return Rejected(step, option, $"'{name}' goes with '--enable-private-cluster' only");
            }
        }

        if (command.Find("--apiserver-subnet-id") is not { } subnet || step.After.IsAutomatic is not Truth.False || !command.Complete)
            yield break;
        if (!command.Has("--vnet-subnet-id"))
            yield return Rejected(step, subnet, "'--apiserver-subnet-id' needs '--vnet-subnet-id'");
        else if (!command.Has("--enable-apiserver-vnet-integration"))
            yield return Rejected(step, subnet, "'--apiserver-subnet-id' needs '--enable-apiserver-vnet-integration'");
    }

    private static IEnumerable<ClusterCondition> OfUpdate(ClusterStep step)
    {
        var command = step.Command;
        var refused = ClusterChange.RefusedPrivateSwitches(step.Before, command);
        if (refused.IsEmpty && command.Find("--disable-private-cluster") is { } disable)
        {
            yield return new ClusterCondition(ClusterConditionKind.PrivateClusterReopened, disable.Location, "the API server gets a public endpoint again")
            {
                Command = command,
                Other = step.Before.PrivateCause,
            };
        }

        foreach (var toggle in refused)
            yield return Rejected(step, toggle, $"az refuses '{toggle.Name}' on a cluster without API server VNet integration");

        if (step.Before.VnetIntegration is Truth.False && command.Complete && !command.Has("--apiserver-subnet-id")
            && command.Find("--enable-apiserver-vnet-integration") is { } integrate)
        {
            yield return Rejected(step, integrate, "'--enable-apiserver-vnet-integration' on a running cluster needs '--apiserver-subnet-id'");
        }
    }

    private static IEnumerable<ClusterCondition> OfFqdn(ClusterStep step)
    {
        var command = step.Command;
        var zone = command.Find("--private-dns-zone")?.Value?.Value;
        if (IsText(zone, "none") && command.Find("--disable-public-fqdn") is { } disable)
            yield return Rejected(step, disable, "'--disable-public-fqdn' with '--private-dns-zone none' leaves no name for the API server");
        if (command.Find("--fqdn-subdomain") is not { } subdomain)
            yield break;
        if (command.Has("--dns-name-prefix"))
            yield return Rejected(step, subdomain, "'--fqdn-subdomain' excludes '--dns-name-prefix'");
        if (IsText(zone, "none") || IsText(zone, "system"))
            yield return Rejected(step, subdomain, $"'--fqdn-subdomain' needs a zone of your own, not '{zone}'");
    }

    // "--disable-local-accounts" must only be used with Entra ID (managed cluster properties, disableLocalAccounts).
    private static IEnumerable<ClusterCondition> OfAccounts(ClusterStep step)
    {
        if (step.Command.Find("--disable-local-accounts") is { } option && step.After.EntraId is Truth.False)
        {
            yield return new ClusterCondition(ClusterConditionKind.NoAccounts, option.Location, "local accounts are off and Entra ID is not enabled")
            {
                Command = step.Command,
            };
        }
    }

    private static bool IsText(string? value, string text) => string.Equals(value, text, StringComparison.OrdinalIgnoreCase);

    private static ClusterCondition Rejected(ClusterStep step, AzureOption option, string message) =>
        new(ClusterConditionKind.OptionsRejected, option.Extent, message) { Command = step.Command };
}
