using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>What az and AKS refuse or what weakens a cluster: each condition at the text to blame, and the case beside it that is none.</summary>
public sealed class ClusterConditionTests
{
    private const string Create = "az aks create -g rg -n c --network-plugin azure ";
    private const string Update = "\naz aks update -g rg -n c ";
    private const string Ranges = "--api-server-authorized-ip-ranges ";

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("8.8.8.0/24,1.1.1.1/32")]
    [InlineData("0.0.0.0/32")]
    [InlineData("\"8.8.8.8, 1.1.1.1\"")]
    [InlineData("\"$IP\"")]
    public void Good_ranges_meet_no_condition(string ranges) => Assert.Empty(Conditions(Create + Ranges + ranges));

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("172.16.0.0/12", "172.16.0.0/12")]
    [InlineData("192.168.1.7", "192.168.1.7")]
    [InlineData("100.64.0.0/10", "100.64.0.0/10")]
    [InlineData("169.254.0.0/16", "169.254.0.0/16")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("198.51.100.0/24", "198.51.100.0/24")]
    [InlineData("203.0.113.0/24", "203.0.113.0/24")]
    [InlineData("8.8.8.8,10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("137.117.106.90/29", "137.117.106.90/29")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("01.2.3.4", "01.2.3.4")]
    [InlineData("8.8.8.8/33", "8.8.8.8/33")]
    [InlineData("office", "office")]
    [InlineData("0.0.0.0/32,8.8.8.8", "0.0.0.0/32")]
    [InlineData("8.8.8.8,", "--api-server-authorized-ip-ranges")]
    [InlineData("8.8.8.8,,1.1.1.1", "--api-server-authorized-ip-ranges")]
    public void Ranges_that_az_or_AKS_refuses(string ranges, string at) => Meets(ClusterConditionKind.RangesRejected, at, Create + Ranges + ranges);

    [Fact]
    public void More_than_200_ranges_are_too_many()
    {
        var ranges = string.Join(',', Enumerable.Range(0, 201).Select(index => $"8.8.{index}.0/24"));
        Meets(ClusterConditionKind.RangesRejected, "--api-server-authorized-ip-ranges", Create + Ranges + ranges);
        Assert.Empty(Conditions(Create + "--enable-apiserver-vnet-integration " + Ranges + ranges));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("0.0.0.0/1,128.0.0.0/1", "0.0.0.0/1")]
    [InlineData("8.0.0.0/5", "8.0.0.0/5")]
    [InlineData("AzureCloud", "AzureCloud")]
    public void Ranges_that_are_too_broad(string ranges, string at) => Meets(ClusterConditionKind.RangesTooBroad, at, Create + Ranges + ranges);

    [Theory]
    [InlineData("--api-server-authorized-ip-ranges 8.8.8.8 --enable-private-cluster", "")]
    [InlineData("--enable-private-cluster", "--api-server-authorized-ip-ranges 8.8.8.8")]
    [InlineData("", "--enable-private-cluster --api-server-authorized-ip-ranges 8.8.8.8")]
    [InlineData("--enable-private-cluster", "--disable-private-cluster --api-server-authorized-ip-ranges 8.8.8.8")]
    public void Ranges_on_a_private_cluster(string create, string update) =>
        Meets(ClusterConditionKind.RangesOnPrivateCluster, "--api-server-authorized-ip-ranges", Create + create + (update.Length == 0 ? "" : Update + update));

    [Fact]
    public void An_empty_value_clears_on_update_only()
    {
        Meets(ClusterConditionKind.RangesCleared, "--api-server-authorized-ip-ranges", Create + Update + Ranges + "\"\"");
        Assert.Empty(Conditions(Create + Ranges + "\"\""));
        Assert.Empty(Conditions(Create + "--enable-private-cluster" + Update + Ranges + "\"\""));
    }

    [Fact]
    public void A_quoted_variable_may_clear_on_update_only()
    {
        Meets(ClusterConditionKind.RangesMayBeCleared, "\"$IP\"", Create + Update + Ranges + "\"$IP\"");
        Assert.Empty(Conditions(Create + Update + Ranges + "$IP"));
    }

    [Fact]
    public void A_private_cluster_is_reopened() => Meets(
        ClusterConditionKind.PrivateClusterReopened,
        "--disable-private-cluster",
        Create + "--enable-private-cluster --enable-apiserver-vnet-integration" + Update + "--disable-private-cluster");

    [Theory]
    [InlineData("--load-balancer-sku basic", "--load-balancer-sku")]
    [InlineData("--disable-public-fqdn", "--disable-public-fqdn")]
    [InlineData("--private-dns-zone system", "--private-dns-zone")]
    [InlineData("--enable-private-cluster --private-dns-zone None --disable-public-fqdn", "--disable-public-fqdn")]
    [InlineData("--enable-private-cluster --private-dns-zone id --fqdn-subdomain s --dns-name-prefix p", "--fqdn-subdomain")]
    [InlineData("--enable-private-cluster --private-dns-zone system --fqdn-subdomain s", "--fqdn-subdomain")]
    [InlineData("--apiserver-subnet-id id --enable-apiserver-vnet-integration", "--apiserver-subnet-id")]
    [InlineData("--apiserver-subnet-id id --vnet-subnet-id id", "--apiserver-subnet-id")]
    [InlineData("--outbound-type userDefinedRouting", "--outbound-type")]
    [InlineData("--outbound-type userAssignedNATGateway", "--outbound-type")]
    [InlineData("--outbound-type managedNATGateway --vnet-subnet-id id", "--vnet-subnet-id")]
    [InlineData("--outbound-type userDefinedRouting --vnet-subnet-id id --load-balancer-outbound-ips id", "--load-balancer-outbound-ips")]
    [InlineData("--outbound-type loadBalancer --nat-gateway-idle-timeout 4", "--nat-gateway-idle-timeout")]
    public void Options_that_az_refuses_at_creation(string options, string at) => Meets(ClusterConditionKind.OptionsRejected, at, Create + options);

    [Theory]
    [InlineData("--enable-private-cluster --disable-public-fqdn")]
    [InlineData("--enable-private-cluster --private-dns-zone system")]
    [InlineData("--disable-public-fqdn $EXTRA")]
    [InlineData("--sku automatic --apiserver-subnet-id id")]
    [InlineData("--outbound-type userDefinedRouting --vnet-subnet-id id")]
    [InlineData("--outbound-type \"$TYPE\"")]
    [InlineData("--outbound-type loadBalancer --load-balancer-outbound-ips id")]
    public void Options_that_az_takes_at_creation(string options) => Assert.Empty(Conditions(Create + options));

    [Theory]
    [InlineData("--enable-private-cluster", "--enable-private-cluster")]
    [InlineData("--enable-apiserver-vnet-integration", "--enable-apiserver-vnet-integration")]
    public void Options_that_az_refuses_at_an_update(string options, string at) => Meets(ClusterConditionKind.OptionsRejected, at, Create + Update + options);

    [Theory]
    [InlineData("--enable-private-cluster --enable-apiserver-vnet-integration --apiserver-subnet-id id")]
    [InlineData("--enable-apiserver-vnet-integration --apiserver-subnet-id id")]
    public void Options_that_az_takes_at_an_update(string options) => Assert.Empty(Conditions(Create + Update + options));

    [Theory]
    [InlineData("--network-policy azure", "--network-policy")]
    [InlineData("--network-plugin azure --network-policy Azure", "--network-policy")]
    [InlineData("--network-plugin azure --network-policy bogus", "--network-policy")]
    [InlineData("--network-plugin azure --pod-cidr 10.1.0.0/16", "--pod-cidr")]
    [InlineData("--network-plugin azure --network-dataplane cilium --network-policy azure", "--network-policy")]
    [InlineData("--network-plugin azure --network-dataplane cilium --network-policy calico", "--network-policy")]
    [InlineData("--network-plugin azure --network-dataplane cilium --network-policy none", "--network-policy")]
    [InlineData("--network-plugin azure --network-policy cilium", "--network-policy")]
    [InlineData("--network-plugin kubenet --network-policy azure", "--network-policy")]
    [InlineData("--network-plugin kubenet --network-dataplane cilium", "--network-dataplane")]
    [InlineData("--network-plugin azure --network-policy calico --ip-families ipv4,ipv6", "--ip-families")]
    [InlineData("--network-plugin azure --network-dataplane cilium --acns-advanced-networkpolicies L7 --disable-acns-security", "--acns-advanced-networkpolicies")]
    [InlineData("--network-plugin azure --network-policy calico --enable-acns --acns-advanced-networkpolicies FQDN", "--acns-advanced-networkpolicies")]
    public void Engines_that_are_rejected_at_creation(string options, string at) =>
        Meets(ClusterConditionKind.EngineRejected, at, "az aks create -g rg -n c " + options);

    [Theory]
    [InlineData("--network-plugin azure --network-dataplane cilium")]
    [InlineData("--network-plugin azure --network-dataplane cilium --network-policy cilium --enable-acns --acns-advanced-networkpolicies L7")]
    [InlineData("--network-plugin azure --network-plugin-mode overlay --pod-cidr 10.1.0.0/16")]
    [InlineData("--network-plugin azure --network-policy calico")]
    [InlineData("--network-plugin none")]
    [InlineData("--network-plugin \"$PLUGIN\" --network-policy calico")]
    [InlineData("--network-policy calico $EXTRA")]
    [InlineData("--sku automatic")]
    public void Engines_that_are_taken_at_creation(string options) => Assert.Empty(Conditions("az aks create -g rg -n c " + options));

    [Theory]
    [InlineData("--network-plugin azure --network-policy azure", "--network-policy calico", "--network-policy")]
    [InlineData("--network-plugin azure --network-policy calico", "--network-policy azure", "--network-policy")]
    [InlineData("--network-plugin azure --network-dataplane cilium", "--network-policy none", "--network-policy")]
    [InlineData("--network-plugin kubenet", "--network-dataplane cilium --network-policy cilium", "--network-dataplane")]
    [InlineData("--network-plugin azure", "--network-plugin-mode overlay --network-dataplane cilium --network-policy cilium", "--network-dataplane")]
    [InlineData("--network-plugin azure --network-policy calico", "--network-plugin-mode overlay", "--network-plugin-mode")]
    public void Engines_that_are_rejected_at_an_update(string create, string update, string at) =>
        Meets(ClusterConditionKind.EngineRejected, at, "az aks create -g rg -n c " + create + Update + update);

    [Theory]
    [InlineData("--network-policy none")]
    [InlineData("--network-dataplane cilium --network-policy cilium")]
    public void Engines_that_are_taken_at_an_update(string update) =>
        Assert.DoesNotContain(Conditions(Create + "--network-policy calico" + Update + update), condition => condition.Kind is ClusterConditionKind.EngineRejected);

    [Fact]
    public void The_Cilium_dataplane_alone_is_disputed_at_an_update()
    {
        Meets(ClusterConditionKind.EngineDisputed, "--network-dataplane", Create + Update + "--network-dataplane cilium");
        Assert.Empty(Conditions(Create + Update + "--network-dataplane cilium --network-policy cilium"));
    }

    [Theory]
    [InlineData("--network-plugin azure --network-policy azure", "--network-policy")]
    [InlineData("--network-plugin kubenet", "--network-plugin")]
    public void Engines_that_retire(string options, string at) => Meets(ClusterConditionKind.EngineRetiring, at, "az aks create -g rg -n c " + options);

    [Fact]
    public void Cilium_has_no_Windows_nodes() => Meets(
        ClusterConditionKind.EngineWithoutWindows,
        "--os-type",
        Create + "--network-dataplane cilium\naz aks nodepool add -g rg --cluster-name c -n win --os-type Windows");

    [Fact]
    public void Npm_on_Windows_is_retired() => Meets(
        ClusterConditionKind.EngineRetired,
        "--os-type",
        Create + "--network-policy azure\naz aks nodepool add -g rg --cluster-name c -n win --os-type Windows");

    [Fact]
    public void An_update_to_Cilium_meets_Windows_nodes() => Meets(
        ClusterConditionKind.EngineWithoutWindows,
        "--network-policy cilium",
        Create + "\naz aks nodepool add -g rg --cluster-name c -n win --os-sku Windows2022" + Update + "--network-policy cilium --network-dataplane cilium");

    [Theory]
    [InlineData("--enable-imds-restriction -a monitoring,azure-policy", "", "--enable-imds-restriction")]
    [InlineData("--enable-imds-restriction --enable-app-routing", "", "--enable-imds-restriction")]
    [InlineData("--enable-imds-restriction --sku automatic", "", "--enable-imds-restriction")]
    [InlineData("--enable-imds-restriction", "\naz aks enable-addons -g rg -n c -a monitoring", "monitoring")]
    [InlineData("--enable-imds-restriction", "\naz aks nodepool add -g rg --cluster-name c -n w --os-type windows", "--os-type")]
    [InlineData("-a monitoring", "\naz aks update -g rg -n c --enable-imds-restriction", "--enable-imds-restriction")]
    public void The_metadata_restriction_beside_what_excludes_it(string create, string later, string at) =>
        Meets(ClusterConditionKind.ImdsRestrictionRejected, at, Create + create + later);

    [Theory]
    [InlineData("--enable-imds-restriction", "\naz aks enable-addons -g rg -n c -a azure-keyvault-secrets-provider")]
    [InlineData("-a monitoring", "\naz aks disable-addons -g rg -n c -a monitoring\naz aks update -g rg -n c --enable-imds-restriction")]
    [InlineData("", "\naz aks enable-addons -g rg -n c -a monitoring")]
    public void The_metadata_restriction_with_what_goes(string create, string later) => Assert.Empty(Conditions(Create + create + later));

    [Fact]
    public void Local_accounts_are_off_without_Entra_ID()
    {
        Meets(ClusterConditionKind.NoAccounts, "--disable-local-accounts", Create + "--disable-local-accounts");
        Assert.Empty(Conditions(Create + "--disable-local-accounts --enable-aad"));
    }

    private static IEnumerable<ClusterCondition> Conditions(string script) =>
        AzScript.Cluster(script).Conditions.Where(static condition => condition.Kind is not ClusterConditionKind.RangesGiven);

    private static void Meets(object kind, string at, string script) =>
        Assert.Contains(Conditions(script), condition => condition.Kind == (ClusterConditionKind)kind && IsAt(condition.Location.Text, at));

    // An option is shown with its value where both stand on one line.
    private static bool IsAt(string text, string at) =>
        text == at || text.StartsWith(at + " ", StringComparison.Ordinal) || text.StartsWith(at + "=", StringComparison.Ordinal);
}
