using Stockade.Semantics;
using Stockade.Semantics.AzureCli;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>Commands outside <c>az aks</c> that reach a cluster, and second creates of it.</summary>
public sealed class ResourceCommandTests
{
    private const string Create = "az aks create -g rg -n c --network-plugin azure --network-policy calico --api-server-authorized-ip-ranges 8.8.8.8\n";
    private const string Id = "/subscriptions/s/resourceGroups/RG/providers/Microsoft.ContainerService/managedClusters/C";
    private const string ByName = "az resource update -g rg -n c --resource-type Microsoft.ContainerService/managedClusters ";

    [Theory]
    [InlineData(ByName + "--set properties.apiServerAccessProfile.authorizedIPRanges=[]", ApiServerExposure.Public, NetworkPolicyEngine.Calico)]
    [InlineData(ByName + "--set properties.apiServerAccessProfile.authorizedIPRanges=$R", ApiServerExposure.Unknown, NetworkPolicyEngine.Calico)]
    [InlineData(ByName + "--set properties.apiServerAccessProfile.enablePrivateCluster=true", ApiServerExposure.Private, NetworkPolicyEngine.Calico)]
    [InlineData(ByName + "--remove properties.apiServerAccessProfile", ApiServerExposure.Unknown, NetworkPolicyEngine.Calico)]
    [InlineData(ByName + "--add properties.apiServerAccessProfile.authorizedIPRanges 0.0.0.0/0", ApiServerExposure.Unknown, NetworkPolicyEngine.Calico)]
    [InlineData(ByName + "--set tags.env=prod", ApiServerExposure.Restricted, NetworkPolicyEngine.Calico)]
    [InlineData(ByName + "--set properties.networkProfile.networkPolicy=none", ApiServerExposure.Restricted, NetworkPolicyEngine.None)]
    [InlineData("az resource update --ids " + Id + " --set properties.networkProfile.networkPolicy=$P", ApiServerExposure.Restricted, NetworkPolicyEngine.Unknown)]
    [InlineData("az resource update --ids /subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/c --set properties.x=1", ApiServerExposure.Restricted, NetworkPolicyEngine.Calico)]
    [InlineData("az resource update --ids \"$ID\" --set properties.networkProfile.networkPolicy=none", ApiServerExposure.Restricted, NetworkPolicyEngine.Unknown)]
    [InlineData("az resource update --ids \"$ID\" --set tags.a=b", ApiServerExposure.Restricted, NetworkPolicyEngine.Calico)]
    [InlineData("az resource patch --ids " + Id + " --properties @access.json", ApiServerExposure.Public, NetworkPolicyEngine.Calico)]
    [InlineData("az resource patch --ids " + Id + " -p @missing.json", ApiServerExposure.Unknown, NetworkPolicyEngine.Unknown)]
    [InlineData("az rest --method get --url https://management.azure.com" + Id + "?api-version=1", ApiServerExposure.Restricted, NetworkPolicyEngine.Calico)]
    [InlineData("az rest -m PUT -u https://management.azure.com" + Id + "?api-version=1 -b @cluster.json", ApiServerExposure.Private, NetworkPolicyEngine.Unknown)]
    [InlineData("az rest -m PUT -u " + Id + "/agentPools/p?api-version=1 -b @missing.json", ApiServerExposure.Restricted, NetworkPolicyEngine.Calico)]
    [InlineData("az rest --method patch --url " + Id + " --body \"$BODY\"", ApiServerExposure.Unknown, NetworkPolicyEngine.Unknown)]
    [InlineData("az deployment group create -g rg -f network.bicep", ApiServerExposure.Restricted, NetworkPolicyEngine.Calico)]
    [InlineData("az deployment group create -g rg -f main.bicep", ApiServerExposure.Unknown, NetworkPolicyEngine.Unknown)]
    [InlineData("az deployment group create -g rg -f missing.bicep", ApiServerExposure.Unknown, NetworkPolicyEngine.Unknown)]
    [InlineData("az deployment group create -g other -f missing.bicep", ApiServerExposure.Restricted, NetworkPolicyEngine.Calico)]
    [InlineData("az stack group create -g rg -n s -f main.bicep", ApiServerExposure.Unknown, NetworkPolicyEngine.Unknown)]
    [InlineData("?az resource update --ids " + Id + " --set properties.networkProfile.networkPolicy=none", ApiServerExposure.Restricted, NetworkPolicyEngine.Unknown)]
    public void Another_way_to_change_a_cluster(string command, object exposure, object engine)
    {
        var cluster = AzScript.ClusterWith(
            Create + command,
            ("access.json", """{"apiServerAccessProfile":{"authorizedIPRanges":["0.0.0.0/0"]}}"""),
            ("cluster.json", """{"location":"westeurope","properties":{"apiServerAccessProfile":{"enablePrivateCluster":true}}}"""),
            ("network.bicep", "module net 'modules/vnet.bicep' = {\n}\n"),
            ("modules/vnet.bicep", "resource vnet 'Microsoft.Network/virtualNetworks@2024-01-01' = {\n}\n"),
            ("main.bicep", "module aks 'modules/aks.bicep' = {\n}\n"),
            ("modules/aks.bicep", "resource aks 'Microsoft.ContainerService/managedClusters@2024-01-01' = {\n}\n"));
        Assert.Equal((ApiServerExposure)exposure, cluster.ApiServer);
        Assert.Equal((NetworkPolicyEngine)engine, cluster.Engine);
        Assert.Equal([0], cluster.Operations);
    }

    [Theory]
    [InlineData("az group delete -n rg --yes")]
    [InlineData("az resource delete --ids " + Id)]
    [InlineData("az rest --method delete --url " + Id)]
    [InlineData("az aks delete -g rg -n c --yes")]
    public void What_ends_a_cluster(string command) => Assert.Empty(AzScript.Replay(Create + command));

    [Fact]
    public void A_deployment_before_the_create_says_nothing_of_it() =>
        Assert.Equal(ApiServerExposure.Restricted, AzScript.Cluster("az deployment group create -g rg -f main.bicep\n" + Create).ApiServer);

    [Theory]
    [InlineData("--api-server-authorized-ip-ranges @ranges.txt", "8.8.8.8,1.1.1.1")]
    [InlineData("--api-server-authorized-ip-ranges=@ranges.txt", "8.8.8.8,1.1.1.1")]
    [InlineData("--api-server-authorized-ip-ranges @missing.txt", null)]
    public void An_argument_from_a_file(string option, string? expected)
    {
        var ranges = AzScript.ClusterWith("az aks create -g rg -n c " + option, ("ranges.txt", "8.8.8.8,1.1.1.1\n")).AuthorizedIpRanges;
        Assert.Equal(expected is null ? Truth.Unknown : Truth.True, ranges.IsKnown);
        Assert.Equal(expected ?? "", string.Join(',', ranges.Ranges));
    }

    [Theory]
    [InlineData("az aks create -g rg -n c", "az aks create -g rg -n c --enable-private-cluster", 0)]
    [InlineData("az aks create -g rg -n c --enable-private-cluster", "az aks create -g rg -n c", 1)]
    [InlineData("az aks create -g rg -n c --network-plugin azure --network-policy calico", "az aks create -g rg -n c", 1)]
    [InlineData("az aks create -g rg -n c --enable-private-cluster", "az extension add -n aks-preview\naz aks create -g rg -n c", 0)]
    public void Of_two_creates_the_weaker_counts(string first, string second, int weaker)
    {
        var cluster = AzScript.Cluster(first, second);
        var alone = AzScript.Cluster(weaker == 0 ? first : second);
        Assert.Equal($"script{weaker}.sh", cluster.Location.File.Path);
        Assert.Equal((alone.ApiServer, alone.Engine, alone.Private), (cluster.ApiServer, cluster.Engine, cluster.Private));
        Assert.Equal([0, 1], cluster.Operations);
    }

    [Fact]
    public void Of_two_branches_neither_counts() =>
        Assert.Equal(ApiServerExposure.Unknown, AzScript.Cluster("?az aks create -g rg -n c\n?az aks create -g rg -n c --enable-private-cluster").ApiServer);

    [Theory]
    [InlineData("", "--enable-p", Truth.Unknown)]
    [InlineData("az extension add --name aks-preview\n", "--enable-pr", Truth.True)]
    [InlineData("az extension remove -n aks-preview\n", "--enable-p", Truth.True)]
    public void Which_options_there_are_depends_on_the_extension(string before, string flag, object expected) =>
        Assert.Equal((Truth)expected, AzScript.Cluster(before + "az aks create -g rg -n c " + flag).Private);

    [Theory]
    [InlineData("az extension add -n aks-preview", "--enable-p", "'--enable-p' is ambiguous")]
    [InlineData("az extension remove -n aks-preview", "--enable-imds-restriction", "is an option of the aks-preview extension")]
    public void What_the_other_table_knows_is_refused(string before, string flag, string message) =>
        Assert.Contains(message, Assert.Single(AzScript.Bind($"{before}\naz aks create -g rg -n c {flag}").Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void The_extension_adds_the_policy_to_the_dataplane()
    {
        const string Update = "az aks create -g rg -n c\naz aks update -g rg -n c --network-dataplane cilium";
        Assert.Equal(NetworkPolicyEngine.Unknown, AzScript.Cluster(Update).Engine);
        Assert.Equal(NetworkPolicyEngine.Cilium, AzScript.Cluster("az extension add --upgrade --name aks-preview\n" + Update).Engine);
    }
}
