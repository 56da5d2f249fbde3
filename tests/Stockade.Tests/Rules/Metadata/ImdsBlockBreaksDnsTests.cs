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
}
