
namespace Stockade.Tests.Semantics.Clusters;

/// <summary>The same manifests on different clusters.</summary>
public class EngineVerdictTests
{
    private const string None = "az aks create -g rg -n aks\n";
    private const string Npm = "az aks create -g rg -n aks --network-plugin azure --network-policy azure\n";
    private const string Calico = "az aks create -g rg -n aks --network-plugin azure --network-policy calico\n";
    private const string Cilium = "az aks create -g rg -n aks --network-plugin azure --network-dataplane cilium\n";
    private const string Own = "az aks create -g rg -n aks --network-plugin none\n";
    private const string Deny = "podSelector: {}, policyTypes: [Ingress, Egress]";

    [Theory]
    [InlineData("", "blocked isolated")]
    [InlineData(None, "reachable openWorld")]
    [InlineData(Npm, "blocked isolated")]
    [InlineData(Calico, "blocked isolated")]
    [InlineData(Cilium, "blocked isolated")]

    // Somebody else's plugin, or one that cannot be read: policies count as enforced, and the model says so.
    [InlineData(Own, "blocked isolated")]
    [InlineData("az aks create -g rg -n aks --network-plugin azure --network-policy \"$P\"\n", "blocked isolated")]
    [InlineData("az aks create -g rg -n aks --sku automatic\n", "blocked isolated")]
    [InlineData(Npm + "az aks update -g rg -n aks --network-policy none\n", "reachable openWorld")]
    [InlineData(None + "az aks update -g rg -n aks --network-policy calico\n", "blocked isolated")]
    public void Policies_count_where_an_engine_is(string script, string expected) => Assert.Equal(expected, Verdicts(script, Deny));

    [Theory]
    [InlineData("az aks create -g rg -n aks --enable-imds-restriction\n", "blocked openWorld")]
    [InlineData("az aks create -g rg -n aks --enable-imds-restriction\naz aks update -g rg -n aks --disable-imds-restriction\n", "reachable openWorld")]
    [InlineData(None + "az aks update -g rg -n aks --enable-imds-restriction\n", "reachable openWorld")]
    [InlineData(None + "az aks update -g rg -n aks --enable-imds-restriction\naz aks upgrade -g rg -n aks --node-image-only\n", "blocked openWorld")]
    [InlineData("az aks create -g rg -n aks --enable-imds-restriction --enable-addons monitoring\n", "unknown openWorld")]
    public void Trap_19_the_metadata_restriction_counts_once_it_is_in_effect(string script, string expected) =>
        Assert.Equal(expected, Verdicts(script, null));

    [Fact]
    public void The_host_network_comes_before_everything() =>
        Assert.Equal("reachable openWorld", Verdicts("az aks create -g rg -n aks --enable-imds-restriction\n", Deny, "hostNetwork: true,"));

    [Theory]
    [InlineData(Npm, "reachable openWorld")]
    [InlineData(Calico, "blocked restricted")]
    [InlineData(Cilium, "blocked restricted")]
    [InlineData("", "blocked restricted")]
    public void Trap_18_npm_drops_a_policy_with_an_ipv6_block_as_a_whole(string script, string expected) =>
        Assert.Equal(expected, Verdicts(script, "podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ ipBlock: { cidr: 'fd00::/8' } }] }]"));

    [Theory]
    [InlineData(Cilium, "blocked openWorld")]
    [InlineData(Calico, "reachable openWorld")]
    [InlineData("", "reachable openWorld")]
    public void Trap_20_cilium_enforces_a_section_that_the_types_leave_out(string script, string expected) =>
        Assert.Equal(expected, Verdicts(script, "podSelector: {}, policyTypes: [Ingress], ingress: [{}], egress: [{ ports: [{ port: 443 }] }]"));

    [Theory]
    [InlineData(None, "networkPolicy none")]
    [InlineData(Calico, "networkPolicy calico")]
    public void A_declared_cluster_decides_like_a_command(string script, string declared)
    {
        var policy = declared.Split(' ')[1];
        var template = Declaration.Arm($"\"networkProfile\": {{ \"networkPlugin\": \"azure\", \"networkPolicy\": \"{policy}\" }}");

        Assert.Equal(Verdicts(script, Deny), Verdicts(("main.json", template), Deny));
    }

    private static string Verdicts(string script, string? policy, string pod = "") => Verdicts(("create.sh", script), policy, pod);

    private static string Verdicts((string Path, string Text) cluster, string? policy, string pod = "")
    {
        using var folder = new TemporaryFolder();
        folder.Write(cluster.Path, cluster.Text);
        folder.Write("k8s/pod.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: web, namespace: shop, labels: {{ app: web }} }}\nspec: {{ {pod} containers: [] }}\n");
        if (policy is not null)
            folder.Write("k8s/policy.yaml", $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: p, namespace: shop }}\nspec: {{ {policy} }}\n");
        var model = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model;
        var scope = Assert.Single(model.Scopes);
        var verdicts = model.GetVerdicts(scope, Assert.Single(scope.Workloads));
        return $"{Word(verdicts.Imds.Answer)} {Word(verdicts.Ingress.Answer)}";
    }

    private static string Word<T>(T value)
        where T : struct, Enum => Stockade.Semantics.ModelWords.Of(value);
}
