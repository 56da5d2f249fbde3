using Stockade.Semantics;

namespace Stockade.Tests.Semantics.Clusters;

/// <summary>What one engine does and the others do not, each with the verdict it leads to.</summary>
public class EnginePeculiarityTests
{
    private const string Npm = "az aks create -g rg -n aks --network-plugin azure --network-policy azure\n";
    private const string Calico = "az aks create -g rg -n aks --network-plugin azure --network-policy calico\n";
    private const string Cilium = "az aks create -g rg -n aks --network-plugin azure --network-dataplane cilium\n";
    private const string V1 = "networking.k8s.io/v1 NetworkPolicy p, namespace: shop";
    private const string CiliumPolicy = "cilium.io/v2 CiliumNetworkPolicy p, namespace: shop";
    private const string GlobalPolicy = "projectcalico.org/v3 GlobalNetworkPolicy p";
    private const string World = "from: [{ ipBlock: { cidr: 0.0.0.0/0 } }]";

    // docs.cilium.io: "endPort" of NetworkPolicy has effect from 1.17 on, before that the first port alone. The port of IMDS is 80 either way.
    [Theory]
    [InlineData("to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 80, endPort: 90 }]", "reachable openWorld")]
    [InlineData("to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 81, endPort: 90 }]", "blocked openWorld")]
    public void A_range_of_ports_holds_its_first_port_in_every_version(string rule, string expected) =>
        Assert.Equal(expected, Verdicts(Cilium, V1, $"podSelector: {{}}, policyTypes: [Egress], egress: [{{ {rule} }}]"));

    [Fact]
    public void Icmp_alone_allows_no_connection_and_still_isolates() => Assert.Equal(
        "blocked isolated",
        Verdicts(Cilium, CiliumPolicy, "endpointSelector: {}, ingress: [{ icmps: [{ fields: [{ type: 8 }] }] }], egress: [{ icmps: [{ fields: [{ type: 8 }] }] }]"));

    [Theory]
    [InlineData("matchPattern: '*'", "reachable openWorld")]
    [InlineData("matchPattern: '*.nip.io'", "reachable openWorld")]
    [InlineData("matchName: vault.azure.net", "blocked openWorld")]
    public void A_pattern_of_names_that_anyone_may_register_leads_to_the_metadata_service(string name, string expected) =>
        Assert.Equal(expected, Verdicts(Cilium, CiliumPolicy, $"endpointSelector: {{}}, egress: [{{ toFQDNs: [{{ {name} }}] }}]"));

    [Theory]
    [InlineData("ingress: [{ fromRequires: [{ matchLabels: { env: prod } }] }]")]
    [InlineData("egress: [{ toRequires: [{ matchLabels: { env: prod } }] }]")]
    public void Requirements_that_newer_versions_do_not_know_open_nothing_for_certain(string spec)
    {
        var verdicts = Verdicts(Cilium, CiliumPolicy, $"endpointSelector: {{}}, {spec}");

        Assert.DoesNotContain("restricted", verdicts, StringComparison.Ordinal);
        Assert.DoesNotContain("allNamespaces", verdicts, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("preDNAT: true, applyOnForward: true")]
    [InlineData("doNotTrack: true, applyOnForward: true")]
    public void Policies_of_calico_before_address_translation_do_not_act_on_workloads(string when) =>
        Assert.Equal("reachable openWorld", Verdicts(Calico, GlobalPolicy, $"selector: all(), {when}, types: [Ingress], ingress: [{{ action: Deny }}]"));

    [Fact]
    public void Forwarding_makes_no_difference_to_workloads() =>
        Assert.Equal("blocked isolated", Verdicts(Calico, GlobalPolicy, "selector: all(), applyOnForward: true, types: [Ingress, Egress], ingress: [{ action: Deny }], egress: [{ action: Deny }]"));

    [Theory]
    [InlineData("policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy p", "priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }] }]")]
    [InlineData("policy.networking.k8s.io/v1alpha1 BaselineAdminNetworkPolicy default", "subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }] }]")]
    public void Pods_of_the_host_network_are_subject_to_no_policy_of_the_cluster(string kind, string spec)
    {
        Assert.Equal("blocked openWorld", Verdicts("", kind, spec));
        Assert.Equal("reachable openWorld", Verdicts("", kind, spec, "hostNetwork: true,"));
    }

    [Theory]
    [InlineData(Npm, "0.0.0.0/0", "blocked openWorld")]
    [InlineData(Npm, "'0.0.0.0/0'", "blocked openWorld")]
    [InlineData(Npm, "10.0.0.0/0", "blocked unknown")]
    [InlineData(Calico, "10.0.0.0/0", "blocked openWorld")]
    [InlineData("", "10.0.0.0/0", "blocked openWorld")]
    public void Npm_knows_one_spelling_of_everything(string cluster, string cidr, string expected) => Assert.Equal(
        expected,
        Verdicts(cluster, V1, $"podSelector: {{}}, policyTypes: [Ingress], ingress: [{{ from: [{{ ipBlock: {{ cidr: {cidr} }} }}] }}]", beside: "podSelector: {}, policyTypes: [Ingress, Egress]"));

    [Fact]
    public void A_name_of_two_ports_stands_for_both() => Assert.Equal(
        "reachable openWorld",
        Verdicts("", V1, $"podSelector: {{}}, ingress: [{{ {World}, ports: [{{ port: http }}] }}]", "", "{ name: a, image: a, ports: [{ name: http, containerPort: 8080 }] }, { name: b, image: b, ports: [{ name: http, containerPort: 9090 }] }"));

    private static string Verdicts(string cluster, string kind, string spec, string pod = "", string containers = "{ name: a, image: a }", string? beside = null)
    {
        using var folder = new TemporaryFolder();
        if (cluster.Length > 0)
            folder.Write("up.sh", cluster);
        var words = kind.Split(' ', 3);
        folder.Write("k8s/web.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: web, namespace: shop, labels: {{ app: web }} }}\nspec: {{ {pod} containers: [{containers}] }}\n");
        folder.Write("k8s/p.yaml", $"apiVersion: {words[0]}\nkind: {words[1]}\nmetadata: {{ name: {words[2]} }}\nspec: {{ {spec} }}\n");
        if (beside is not null)
            folder.Write("k8s/q.yaml", $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: q, namespace: shop }}\nspec: {{ {beside} }}\n");
        var model = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model;
        var scope = Assert.Single(model.Scopes);
        var verdicts = model.GetVerdicts(scope, Assert.Single(scope.Workloads));
        return $"{ModelWords.Of(verdicts.Imds.Answer)} {ModelWords.Of(verdicts.Ingress.Answer)}";
    }
}
