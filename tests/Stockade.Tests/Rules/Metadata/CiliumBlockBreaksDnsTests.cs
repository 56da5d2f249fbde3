namespace Stockade.Tests.Rules.Metadata;

/// <summary>The block everybody copies, on Cilium.</summary>
public class CiliumBlockBreaksDnsTests
{
    private const string Cilium = "az aks create -g rg -n c --network-plugin azure --network-dataplane cilium\n";
    private const string Block = "{ to: [{ ipBlock: { cidr: [|0.0.0.0/0|], except: [169.254.169.254/32] } }] }";
    private const string DnsPeer = "{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }";

    [Fact]
    public void Trap_15_a_block_covers_no_pod_so_dns_is_cut() => Verify(Cilium, Block);

    [Theory]
    [InlineData("az aks create -g rg -n c --network-plugin azure --network-policy azure\n")]
    [InlineData("az aks create -g rg -n c --network-plugin azure --network-policy calico\n")]
    [InlineData("az aks create -g rg -n c\n")]
    [InlineData("")]
    public void Any_other_engine_or_none_lets_dns_through(string script) => Verify(script, Silent(Block));

    [Theory]
    [InlineData(", { to: [" + DnsPeer + "] }")]
    [InlineData(", { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }] }")]
    [InlineData(", { ports: [{ port: 53, protocol: UDP }, { port: 53 }] }")]
    [InlineData(", { to: [{ ipBlock: { cidr: '${DNS}' } }] }")]
    public void Another_rule_may_allow_dns(string rule) => Verify(Cilium, Silent(Block) + rule);

    [Theory]
    [InlineData(", { to: [{ podSelector: {} }] }")]
    [InlineData(", { to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }] }")]
    [InlineData(", { to: [" + DnsPeer + "], ports: [{ port: 443 }] }")]
    public void Pods_that_are_not_dns_do_not_help(string rule) => Verify(Cilium, Block + rule);

    [Theory]
    [InlineData("dnsPolicy: None, dnsConfig: { nameservers: [10.0.0.4] },")]
    [InlineData("dnsPolicy: Default,")]
    [InlineData("hostNetwork: true,")]
    public void A_workload_that_asks_another_server_is_silent(string pod) => Verify(Cilium, Silent(Block), pod);

    [Fact]
    public void A_server_on_the_node_is_no_block_either() => Verify("az aks create -g rg -n c --sku automatic\n", Block + ", { to: [" + DnsPeer + "] }");

    private static string Silent(string markup) => markup.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static void Verify(string script, string egress, string pod = "") => RuleVerifier.Verify(
        "AKS4004",
        ("create.sh", script),
        ("a.yaml", $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: web, namespace: shop, labels: { app: web } }
            spec: { {{pod}} containers: [] }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: { name: block, namespace: shop }
            spec: { podSelector: {}, policyTypes: [Egress], egress: [{{egress}}] }

            """));
}
