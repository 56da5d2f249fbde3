namespace Stockade.Tests.Rules.Metadata;

public class ImdsBlockBreaksDnsTests
{
    private const string Broad = "{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [[|169.254.0.0/16|]] } }] }";
    private const string NodeLocal = "dnsPolicy: None, dnsConfig: { nameservers: [169.254.20.10] }";

    private static void Verify(string egress, string pod = NodeLocal, string cluster = "") => RuleVerifier.Verify(
        "AKS4004",
        ("create.sh", cluster),
        ("a.yaml", $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: web, namespace: shop, labels: { app: web } }
            spec: { containers: [], {{pod}} }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: { name: block, namespace: shop }
            spec: { podSelector: {}, policyTypes: [Egress], egress: [{{egress}}] }

            """));

    private static string Silent(string markup) => markup.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    [Fact]
    public void A_wide_exception_is_marked() => Verify(Broad);

    [Fact]
    public void The_exact_exception_is_silent() => Verify(Silent(Broad).Replace("169.254.0.0/16", "169.254.169.254/32", StringComparison.Ordinal));

    [Fact]
    public void Another_rule_may_allow_the_server() =>
        Verify(Silent(Broad) + ", { to: [{ ipBlock: { cidr: 169.254.20.10/32 } }], ports: [{ port: 53, protocol: UDP }] }");

    [Fact]
    public void A_block_that_never_allowed_dns_cuts_nothing() =>
        Verify("{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16] } }], ports: [{ port: 443 }] }");

    [Fact]
    public void A_cluster_with_local_dns_counts()
    {
        Verify(Broad, "hostNetwork: false", "az aks create -g rg -n aks --sku automatic\n");
        Verify(Silent(Broad), "hostNetwork: false", "az aks create -g rg -n aks\n");
        Verify(Silent(Broad), "hostNetwork: true", "az aks create -g rg -n aks --sku automatic\n");
    }

    [Fact]
    public void A_server_elsewhere_is_silent() => Verify(Silent(Broad), "dnsPolicy: None, dnsConfig: { nameservers: [10.0.0.10] }");

    [Fact]
    public void A_rule_that_cannot_be_read_may_allow_it() => Verify(Silent(Broad) + ", { to: [{ ipBlock: { cidr: \"${DNS}\" } }] }");

    [Theory]
    [InlineData("egress: [{ action: Allow, destination: { notNets: [[|169.254.0.0/16|]] } }]")]
    [InlineData("egress: [{ action: Deny, destination: { nets: [[|169.254.0.0/16|]] } }, { action: Allow }]")]
    [InlineData("egress: [{ action: Allow, protocol: UDP, destination: { ports: [53] } }, { action: Deny, destination: { nets: [169.254.0.0/16] } }, { action: Allow }]")]
    [InlineData("egress: [{ action: Deny, protocol: TCP, destination: { nets: [169.254.0.0/16], ports: [80] } }, { action: Allow }]")]
    [InlineData("egress: [{ action: Deny, destination: { nets: [169.254.169.254/32] } }, { action: Allow }]")]
    [InlineData("egress: [{ action: Deny, destination: { nets: [0.0.0.0/0] } }]")]
    [InlineData("egress: [{ action: Allow, destination: { nets: ['${NET}'] } }, { action: Deny, destination: { nets: [169.254.0.0/16] } }, { action: Allow }]")]
    public void A_denial_or_an_exception_of_another_kind_is_marked_as_well(string spec) => RuleVerifier.Verify(
        "AKS4004",
        "a.yaml",
        $$"""
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec: { containers: [], {{NodeLocal}} }
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: { name: block, namespace: shop }
        spec: { types: [Egress], {{spec}} }

        """);

    [Fact]
    public void The_remedy_names_the_server_that_is_cut_off()
    {
        using var folder = new TemporaryFolder();
        folder.Write("create.sh", "az aks create -g rg -n aks --network-plugin azure --network-dataplane cilium\n");
        folder.Write("a.yaml", $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: web, namespace: shop }
            spec: { containers: [], {{NodeLocal}} }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: { name: block, namespace: shop }
            spec: { podSelector: {}, policyTypes: [Egress], egress: [{{Silent(Broad)}}] }
            """);
        var message = Assert.Single(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path, Select = ["AKS4004"] }).Diagnostics).Message;
        Assert.EndsWith("it takes a CiliumNetworkPolicy with toEntities: [host] and toCIDR: [169.254.20.10/32] on port 53", message, StringComparison.Ordinal);
    }
}
