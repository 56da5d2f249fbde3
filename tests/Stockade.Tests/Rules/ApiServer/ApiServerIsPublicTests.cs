namespace Stockade.Tests.Rules.ApiServer;

public class ApiServerIsPublicTests
{
    private static void Verify(string script) => RuleVerifier.Verify("AKS1001", "deploy.sh", script);

    [Fact]
    public void A_cluster_without_flags_is_public() => Verify("[|az aks create|] -g rg -n c\n");

    [Fact]
    public void An_unknown_argument_silences_the_rule() => Verify("az aks create -g rg -n c $EXTRA\n");

    [Fact]
    public void A_quoted_unknown_value_of_another_option_does_not() => Verify("[|az aks create|] -g rg -n \"$NAME\" --node-count \"$COUNT\"\n");

    [Fact]
    public void A_private_cluster_is_silent() => Verify("az aks create -g rg -n c --enable-private-cluster\n");

    [Fact]
    public void A_unique_prefix_is_the_option() => Verify("az aks create -g rg -n c --enable-private\n");

    [Fact]
    public void Ranges_known_only_at_run_time_are_present() => Verify("az aks create -g rg -n c --api-server-authorized-ip-ranges \"$IP/32\"\n");

    [Fact]
    public void Ranges_that_hold_the_whole_internet_have_a_rule_of_their_own() =>
        Verify("az aks create -g rg -n c --api-server-authorized-ip-ranges 0.0.0.0/0\n");

    [Fact]
    public void An_empty_value_at_creation_is_none() =>
        Verify("az aks create -g rg -n c [|--api-server-authorized-ip-ranges \"\"|]\n");

    [Fact]
    public void Only_the_clusters_own_outbound_address_is_a_restriction() =>
        Verify("az aks create -g rg -n c --api-server-authorized-ip-ranges 0.0.0.0/32\n");

    [Fact]
    public void A_later_update_closes_it() => Verify(
        """
        az aks create -g rg -n c
        az aks update --resource-group RG --name C --api-server-authorized-ip-ranges 93.184.216.34
        """);

    [Fact]
    public void An_update_that_opens_it_has_a_rule_of_its_own() => Verify(
        """
        az aks create -g rg -n c --api-server-authorized-ip-ranges 93.184.216.34
        az aks update -g rg -n c --api-server-authorized-ip-ranges ""
        """);

    [Fact]
    public void Another_command_opens_it() => Verify(
        """
        az aks create -g rg -n c --api-server-authorized-ip-ranges 93.184.216.34
        az resource update -g rg -n c --resource-type Microsoft.ContainerService/managedClusters \
          --set [|properties.apiServerAccessProfile.authorizedIPRanges=[]|]
        """);

    [Fact]
    public void A_deleted_cluster_is_none() => Verify(
        """
        az aks create -g rg -n c
        az aks delete -g rg -n c --yes
        """);

    [Fact]
    public void A_comment_is_no_command() => Verify("# az aks create -g rg -n c\n");

    [Fact]
    public void A_here_document_is_no_command() => Verify("cat <<EOF\naz aks create -g rg -n c\nEOF\n");
}
