using Stockade.Semantics;
using Stockade.Semantics.AzureCli;

namespace Stockade.Tests.Semantics.AzureCli;

public sealed class ClusterReplayTests
{
    [Fact]
    public void A_plain_create_is_public_and_enforces_nothing()
    {
        var cluster = AzScript.Cluster("az aks create -g rg -n c");
        Assert.Equal("rg/c", cluster.Id);
        Assert.True(cluster.IsCreatedHere);
        Assert.Equal(ApiServerExposure.Public, cluster.ApiServer);
        Assert.Equal(Truth.False, cluster.Private);
        Assert.Equal(Truth.False, cluster.AuthorizedIpRanges.IsKnown);
        Assert.Equal(NetworkPolicyEngine.None, cluster.Engine);
        Assert.Equal(ImdsRestriction.Off, cluster.ImdsRestriction);
        Assert.Equal(Truth.False, cluster.EntraId);
        Assert.Equal(LocalAccounts.Enabled, cluster.LocalAccounts);
        Assert.Equal("az aks create", cluster.CommandLocation.Text);
    }

    [Theory]
    [InlineData("--enable-private-cluster", ApiServerExposure.Private)]
    [InlineData("--api-server-authorized-ip-ranges 8.8.8.8", ApiServerExposure.Restricted)]
    [InlineData("--api-server-authorized-ip-ranges 8.8.8.0/24,1.1.1.1/32", ApiServerExposure.Restricted)]
    [InlineData("--api-server-authorized-ip-ranges 203.0.113.0/24", ApiServerExposure.Restricted)]
    [InlineData("--api-server-authorized-ip-ranges 0.0.0.0/32", ApiServerExposure.Restricted)]
    [InlineData("--api-server-authorized-ip-ranges 0.0.0.0/0", ApiServerExposure.Public)]
    [InlineData("--api-server-authorized-ip-ranges 0.0.0.0/1,128.0.0.0/1", ApiServerExposure.Public)]
    [InlineData("--api-server-authorized-ip-ranges 8.8.8.8,0.0.0.0/0", ApiServerExposure.Public)]
    [InlineData("--api-server-authorized-ip-ranges \"\"", ApiServerExposure.Public)]
    [InlineData("--api-server-authorized-ip-ranges 10.0.0.0/8", ApiServerExposure.Unknown)]
    [InlineData("--api-server-authorized-ip-ranges 192.168.1.0/24", ApiServerExposure.Unknown)]
    [InlineData("--api-server-authorized-ip-ranges \"$IP\"", ApiServerExposure.Unknown)]
    [InlineData("--api-server-authorized-ip-ranges $IP", ApiServerExposure.Unknown)]
    [InlineData("--api-server-authorized-ip-ranges=$IP/32", ApiServerExposure.Unknown)]
    [InlineData("$EXTRA", ApiServerExposure.Unknown)]
    [InlineData("--enable-private-cluster $EXTRA", ApiServerExposure.Private)]
    [InlineData("--api-server-authorized-ip-ranges 8.8.8.8 $EXTRA", ApiServerExposure.Restricted)]
    [InlineData("--sku automatic", ApiServerExposure.Public)]
    [InlineData("--enable-apiserver-vnet-integration", ApiServerExposure.Public)]
    public void The_api_server_at_creation(string options, object expected) =>
        Assert.Equal((ApiServerExposure)expected, AzScript.Cluster($"az aks create -g rg -n c {options}").ApiServer);

    [Theory]
    [InlineData("--network-plugin azure --network-policy azure", NetworkPolicyEngine.Azure)]
    [InlineData("--network-plugin azure --network-policy calico", NetworkPolicyEngine.Calico)]
    [InlineData("--network-plugin kubenet --network-policy calico", NetworkPolicyEngine.Calico)]
    [InlineData("--network-plugin azure --network-policy cilium --network-dataplane cilium", NetworkPolicyEngine.Cilium)]
    [InlineData("--network-policy cilium", NetworkPolicyEngine.Cilium)]
    [InlineData("--network-plugin azure --network-dataplane cilium", NetworkPolicyEngine.Cilium)]
    [InlineData("--network-dataplane cilium", NetworkPolicyEngine.Cilium)]
    [InlineData("--network-dataplane cilium $EXTRA", NetworkPolicyEngine.Cilium)]
    [InlineData("--enable-cilium-dataplane", NetworkPolicyEngine.Cilium)]
    [InlineData("--sku automatic", NetworkPolicyEngine.Cilium)]
    [InlineData("--network-plugin none", NetworkPolicyEngine.Byo)]
    [InlineData("--network-policy none", NetworkPolicyEngine.None)]
    [InlineData("--network-plugin azure", NetworkPolicyEngine.None)]
    [InlineData("--network-plugin kubenet", NetworkPolicyEngine.None)]
    [InlineData("--network-plugin azure --network-plugin-mode overlay", NetworkPolicyEngine.None)]
    [InlineData("--network-policy \"$POLICY\"", NetworkPolicyEngine.Unknown)]
    [InlineData("--network-policy Azure", NetworkPolicyEngine.Unknown)]
    [InlineData("--network-policy bogus", NetworkPolicyEngine.Unknown)]
    [InlineData("--network-plugin \"$PLUGIN\"", NetworkPolicyEngine.Unknown)]
    [InlineData("--network-dataplane \"$D\"", NetworkPolicyEngine.Unknown)]
    [InlineData("--sku \"$SKU\"", NetworkPolicyEngine.Unknown)]
    [InlineData("$EXTRA", NetworkPolicyEngine.Unknown)]
    [InlineData("--network-dataplane cilium --network-policy azure", NetworkPolicyEngine.Unknown)]
    [InlineData("--network-plugin kubenet --network-policy azure", NetworkPolicyEngine.Unknown)]
    public void The_engine_at_creation(string options, object expected) =>
        Assert.Equal((NetworkPolicyEngine)expected, AzScript.Cluster($"az aks create -g rg -n c {options}").Engine);

    [Theory]
    [InlineData("--api-server-authorized-ip-ranges 8.8.8.8", ApiServerExposure.Restricted)]
    [InlineData("--api-server-authorized-ip-ranges \"\"", ApiServerExposure.Public)]
    [InlineData("--enable-private-cluster --enable-apiserver-vnet-integration --apiserver-subnet-id s", ApiServerExposure.Private)]
    [InlineData("--enable-private-cluster", ApiServerExposure.Public)]
    [InlineData("--enable-private-cluster $EXTRA", ApiServerExposure.Private)]
    [InlineData("--tags a=b", ApiServerExposure.Public)]
    [InlineData("$EXTRA", ApiServerExposure.Unknown)]
    [InlineData("--enable-private-clustr", ApiServerExposure.Public)]
    public void An_update_changes_a_public_cluster(string options, object expected) =>
        Assert.Equal((ApiServerExposure)expected, AzScript.Cluster($"az aks create -g rg -n c\naz aks update -g RG -n C {options}").ApiServer);

    [Fact]
    public void An_update_reopens_a_private_cluster()
    {
        var cluster = AzScript.Cluster("az aks create -g rg -n c --enable-private-cluster --enable-apiserver-vnet-integration\naz aks update -g rg -n c --disable-private-cluster");
        Assert.Equal(ApiServerExposure.Public, cluster.ApiServer);
        Assert.Equal("--disable-private-cluster", cluster.ApiServerCause!.Value.Text);
    }

    [Fact]
    public void A_private_cluster_without_integration_into_the_network_is_not_reopened() => Assert.Equal(
        ApiServerExposure.Private, AzScript.Cluster("az aks create -g rg -n c --enable-private-cluster\naz aks update -g rg -n c --disable-private-cluster").ApiServer);

    [Fact]
    public void Cleared_ranges_are_absent() =>
        Assert.Equal(Truth.False, AzScript.Cluster("az aks update -g rg -n c --api-server-authorized-ip-ranges \"\"").AuthorizedIpRanges.IsKnown);

    [Fact]
    public void An_update_of_a_cluster_nobody_creates_starts_from_unknown()
    {
        var cluster = AzScript.Cluster("az aks update -g rg -n c --api-server-authorized-ip-ranges 8.8.8.8");
        Assert.False(cluster.IsCreatedHere);
        Assert.Equal(ApiServerExposure.Restricted, cluster.ApiServer);
        Assert.Equal(NetworkPolicyEngine.Unknown, cluster.Engine);
        Assert.Equal(LocalAccounts.Unknown, cluster.LocalAccounts);
    }

    [Fact]
    public void An_update_follows_the_create_whatever_the_order_of_files()
    {
        var cluster = AzScript.Cluster("az aks update -g rg -n c --network-policy none", "az aks create -g rg -n c --network-plugin azure --network-policy azure");
        Assert.Equal(NetworkPolicyEngine.None, cluster.Engine);
        Assert.Equal([1, 0], cluster.Operations);
        Assert.Equal("script1.sh", cluster.Location.File.Path);
    }

    [Theory]
    [InlineData("--network-policy none", NetworkPolicyEngine.None)]
    [InlineData("--network-policy CALICO", NetworkPolicyEngine.Calico)]
    [InlineData("--network-policy cilium --network-dataplane cilium", NetworkPolicyEngine.Cilium)]
    [InlineData("--network-dataplane cilium", NetworkPolicyEngine.Unknown)]
    [InlineData("--network-policy \"$P\"", NetworkPolicyEngine.Unknown)]
    [InlineData("--enable-oidc-issuer", NetworkPolicyEngine.Azure)]
    public void The_engine_after_an_update(string options, object expected) =>
        Assert.Equal((NetworkPolicyEngine)expected, AzScript.Cluster("az aks create -g rg -n c --network-plugin azure --network-policy azure\n" + $"az aks update -g rg -n c {options}").Engine);

    [Theory]
    [InlineData("az aks create -g rg -n c --enable-imds-restriction", ImdsRestriction.On)]
    [InlineData("az aks create -g rg -n c", ImdsRestriction.Off)]
    [InlineData("az aks create -g rg -n c\naz aks update -g rg -n c --enable-imds-restriction", ImdsRestriction.Pending)]
    [InlineData("az aks update -g rg -n c --enable-imds-restriction", ImdsRestriction.Pending)]
    [InlineData("az aks update -g rg -n c --enable-imds-restriction\naz aks upgrade -g rg -n c --node-image-only --yes", ImdsRestriction.On)]
    [InlineData("az aks update -g rg -n c --enable-imds-restriction\naz aks upgrade -g rg -n c --control-plane-only -k 1.33", ImdsRestriction.Pending)]
    [InlineData("az aks update -g rg -n c --enable-imds-restriction\n? az aks upgrade -g rg -n c --node-image-only", ImdsRestriction.Unknown)]
    [InlineData("az aks upgrade -g rg -n c --node-image-only\naz aks update -g rg -n c --enable-imds-restriction", ImdsRestriction.Pending)]
    [InlineData("az aks create -g rg -n c --enable-imds-restriction\naz aks update -g rg -n c --disable-imds-restriction", ImdsRestriction.Off)]
    [InlineData("az aks create -g rg -n c --enable-imds-restriction -a monitoring", ImdsRestriction.Unknown)]
    [InlineData("az aks create -g rg -n c\naz aks update -g rg -n c --enable-imds-restriction\naz aks nodepool upgrade -g rg --cluster-name c -n nodepool1 --node-image-only", ImdsRestriction.On)]
    [InlineData("az aks update -g rg -n c --enable-imds-restriction\naz aks nodepool upgrade -g rg --cluster-name c -n np --node-image-only", ImdsRestriction.Unknown)]
    [InlineData("az aks create -g rg -n c\naz aks nodepool add -g rg --cluster-name c -n two\naz aks update -g rg -n c --enable-imds-restriction\naz aks nodepool upgrade -g rg --cluster-name c -n two", ImdsRestriction.Pending)]
    public void The_metadata_restriction(string script, object expected) =>
        Assert.Equal((ImdsRestriction)expected, AzScript.Cluster(script).ImdsRestriction);

    [Theory]
    [InlineData("--enable-aad", Truth.True, LocalAccounts.Enabled)]
    [InlineData("--enable-aad --disable-local-accounts", Truth.True, LocalAccounts.Disabled)]
    [InlineData("--aad-server-app-id id", Truth.True, LocalAccounts.Enabled)]
    [InlineData("--sku automatic", Truth.True, LocalAccounts.Unknown)]
    [InlineData("$EXTRA", Truth.Unknown, LocalAccounts.Unknown)]
    public void Identity_at_creation(string options, object entra, object local)
    {
        var cluster = AzScript.Cluster($"az aks create -g rg -n c {options}");
        Assert.Equal((Truth)entra, cluster.EntraId);
        Assert.Equal((LocalAccounts)local, cluster.LocalAccounts);
    }

    [Fact]
    public void Branches_join_to_unknown_where_they_differ()
    {
        var cluster = AzScript.Cluster("? az aks create -g rg -n c --enable-private-cluster --network-plugin azure --network-policy azure\n? az aks create -g rg -n c --network-plugin azure --network-policy azure");
        Assert.Equal(ApiServerExposure.Unknown, cluster.ApiServer);
        Assert.Equal(NetworkPolicyEngine.Azure, cluster.Engine);
    }

    [Fact]
    public void A_conditional_create_that_is_the_only_one_defines_the_state() =>
        Assert.Equal(ApiServerExposure.Public, AzScript.Cluster("az aks show -g rg -n c\n? az aks create -g rg -n c").ApiServer);

    [Fact]
    public void A_conditional_update_leaves_unknown_what_it_changes()
    {
        var cluster = AzScript.Cluster("az aks create -g rg -n c\n? az aks update -g rg -n c --api-server-authorized-ip-ranges 8.8.8.8");
        Assert.Equal(ApiServerExposure.Unknown, cluster.ApiServer);
        Assert.Equal(NetworkPolicyEngine.None, cluster.Engine);
    }

    [Fact]
    public void An_update_or_else_create_has_the_state_of_both()
    {
        var cluster = AzScript.Cluster(
            "az aks update -g rg -n c --api-server-authorized-ip-ranges 8.8.8.8\n? az aks create -g rg -n c --api-server-authorized-ip-ranges 8.8.8.8");
        Assert.Equal(ApiServerExposure.Restricted, cluster.ApiServer);
    }

    [Fact]
    public void A_refused_command_changes_no_cluster() => Assert.Empty(AzScript.Replay("az aks create -g rg -n c --bogus"));

    [Fact]
    public void Help_creates_no_cluster() => Assert.Empty(AzScript.Replay("az aks create --help"));

    [Fact]
    public void Reading_makes_no_cluster() => Assert.Empty(AzScript.Replay("az aks show -g rg -n c\naz aks get-credentials -g rg -n c"));

    [Fact]
    public void A_cluster_that_is_deleted_again_is_gone() => Assert.Empty(AzScript.Replay("az aks create -g rg -n c\naz aks delete -g rg -n c --yes"));

    [Fact]
    public void A_script_that_only_deletes_is_another_occasion() =>
        Assert.Equal(ApiServerExposure.Public, AzScript.Cluster("az aks create -g rg -n c", "az aks delete -g rg -n c --yes").ApiServer);

    [Fact]
    public void A_cluster_that_is_created_anew_has_the_new_state() => Assert.Equal(
        ApiServerExposure.Private,
        AzScript.Cluster("az aks create -g rg -n c\naz aks delete -g rg -n c\naz aks create -g rg -n c --enable-private-cluster").ApiServer);

    [Fact]
    public void The_same_expression_is_the_same_cluster()
    {
        var cluster = AzScript.Cluster("az aks create -g $RG -n \"$NAME\" --enable-apiserver-vnet-integration\naz aks update -g $RG --name=$NAME --enable-private-cluster");
        Assert.Equal("$RG/$NAME", cluster.Id);
        Assert.Equal(ApiServerExposure.Private, cluster.ApiServer);
    }

    [Fact]
    public void An_expression_in_two_scripts_that_create_is_two_clusters() =>
        Assert.Equal(2, AzScript.Replay("az aks create -g $RG -n $NAME", "az aks create -g $RG -n $NAME --enable-private-cluster").Length);

    [Fact]
    public void Subscriptions_tell_clusters_apart() =>
        Assert.Equal(2, AzScript.Replay("az aks create -g rg -n c --subscription one\naz account set -s two\naz aks create -g rg -n c").Length);

    [Fact]
    public void A_node_pool_belongs_to_its_cluster()
    {
        var cluster = AzScript.Cluster("az aks create -g rg -n c\naz aks nodepool add -g rg --cluster-name c -n win --os-type Windows");
        Assert.Equal([0, 1], cluster.Operations);
        Assert.Equal(Truth.True, cluster.State.NodePools[1].IsWindows);
    }
}
