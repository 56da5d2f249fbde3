namespace Stockade.Tests.Rules.PolicyEngine;

public class PolicyNeedsAnotherEngineTests
{
    private const string Npm = "az aks create -g rg -n c --network-plugin azure --network-policy azure\n";
    private const string Calico = "az aks create -g rg -n c --network-plugin azure --network-policy calico\n";
    private const string Cilium = "az aks create -g rg -n c --network-plugin azure --network-dataplane cilium\n";
    private const string CiliumPolicy = "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: NAME }\nspec: { endpointSelector: {}, egress: [{ toEntities: [all] }] }\n";

    [Theory]
    [InlineData(Npm)]
    [InlineData(Calico)]
    public void Trap_18_cilium_kinds_on_another_engine(string script) => Verify(script, CiliumPolicy.Replace("NAME", "[|p|]", StringComparison.Ordinal));

    [Theory]
    [InlineData(Cilium)]
    [InlineData("az aks create -g rg -n c\n")]
    [InlineData("az aks create -g rg -n c --network-plugin none\n")]
    [InlineData("")]
    public void A_kind_that_the_engine_reads_or_an_engine_nobody_knows_is_silent(string script) => Verify(script, CiliumPolicy.Replace("NAME", "p", StringComparison.Ordinal));

    [Theory]
    [InlineData("ingress: [{ from: [{ ipBlock: { cidr: [|'fd00::/8'|] } }] }]")]
    [InlineData("policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }, { to: [{ ipBlock: { cidr: [|'::/0'|] } }] }]")]
    public void Trap_18_npm_drops_ipv6(string spec)
    {
        Verify(Npm, Policy(spec));
        Verify(Calico, Policy(spec.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [[|10.1.0.0/16|]] } }] }]")]
    [InlineData("ingress: [{ ports: [[|{ port: http }|]] }]")]
    [InlineData("ingress: [{ ports: [{ port: 80 }] }]")]
    public void Trap_18_npm_on_windows_takes_less(string spec) =>
        Verify(Npm + "az aks nodepool add -g rg --cluster-name c -n win --os-type Windows\n", Policy(spec));

    [Fact]
    public void Trap_15_names_and_layer_7_take_advanced_networking()
    {
        const string Names = "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: p }\nspec: { endpointSelector: {}, egress: [{ [|toFQDNs|]: [{ matchName: a.example }] }] }\n";
        const string Layer7 = "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: p }\nspecs: [{ endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: '80' }], [|rules|]: { http: [{}] } }] }] }]\n";

        Verify(Cilium, Names);
        Verify(Cilium, Layer7);
        Verify(Cilium.TrimEnd() + " --enable-acns\n", Names.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
        Verify(Cilium.TrimEnd() + " --enable-acns\n", Layer7.Replace("CiliumNetwork", "CiliumClusterwideNetwork", StringComparison.Ordinal));
    }

    private static string Policy(string spec) => $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: p }}\nspec: {{ podSelector: {{}}, {spec} }}\n";

    private static void Verify(string script, string policy) => RuleVerifier.Verify("AKS2006", ("create.sh", script), ("k8s/policy.yaml", policy));
}
