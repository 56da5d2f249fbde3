namespace Stockade.Tests.Rules.Ingress;

/// <summary>The rules about policies, over the kinds of Calico.</summary>
public class CalicoRuleTests
{
    private const string Web =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }
        ---

        """;

    private static string Object(string kind, string name, string spec, string version = "projectcalico.org/v3") =>
        $"apiVersion: {version}\nkind: {kind}\nmetadata: {{ name: {name}{(kind is "NetworkPolicy" or "StagedNetworkPolicy" ? ", namespace: shop" : "")} }}\nspec: {{ {spec} }}\n---\n";

    private static string Calico(string spec, string name = "c") => Object("NetworkPolicy", name, spec);

    private static string Global(string spec, string name = "g") => Object("GlobalNetworkPolicy", name, spec);

    private static string Stored(string spec) => Object("NetworkPolicy", "default.c", spec, "crd.projectcalico.org/v1");

    private static string Network(string spec, string name = "n") => Object("NetworkPolicy", name, spec, "networking.k8s.io/v1");

    private static void Verify(string rule, params string[] documents) => RuleVerifier.Verify(rule, "a.yaml", Web + string.Concat(documents));

    [Theory]
    [InlineData("AKS3001", "ingress: [[|{ action: Allow, protocol: TCP, destination: { ports: [22] } }|]]")]
    [InlineData("AKS3001", "ingress: [{ action: Allow, source: { nets: [[|0.0.0.0/0|]] } }]")]
    [InlineData("AKS3001", "ingress: [{ action: Allow, source: { [|notNets: [10.0.0.0/8]|] } }]")]
    [InlineData("AKS3001", "ingress: [{ action: Deny, source: { nets: [0.0.0.0/0] } }, { action: Allow, source: { nets: [10.0.0.0/8] } }]")]
    [InlineData("AKS3001", "ingress: [{ action: Log }, { action: Allow, source: { selector: all() } }]")]
    [InlineData("AKS3002", "ingress: [{ action: Allow, source: { [|namespaceSelector: all()|] } }]")]
    [InlineData("AKS3002", "ingress: [{ action: Allow, source: { selector: all() } }]")]
    [InlineData("AKS4001", "egress: [{ action: Allow, destination: { nets: [[|169.254.0.0/16|]] } }]")]
    [InlineData("AKS4001", "egress: [{ action: Deny, destination: { nets: [10.0.0.0/8] } }, [|{ action: Pass }|]]")]
    [InlineData("AKS4001", "egress: [{ action: Allow, protocol: TCP, destination: { nets: [0.0.0.0/0], notPorts: [80] } }]")]
    public void What_opens_a_workload_is_marked(string rule, string spec) => Verify(rule, Calico(spec));

    [Theory]
    [InlineData("ingress: [{ action: Allow, source: { [|selector: app == 'gateway'|] } }]")]
    [InlineData("selector: app == 'web' || app == 'api', ingress: [{ action: Allow, source: { [|nets: [10.0.0.0/8]|] } }]")]
    [InlineData("ingress: [{ action: Allow, protocol: TCP, source: { selector: app == 'gateway' } }]")]
    [InlineData("ingress: [{ action: Deny, protocol: TCP, destination: { ports: [22] } }, { action: Allow, source: { selector: app == 'gateway' } }]")]
    [InlineData("ingress: [{ action: Pass, source: { selector: app == 'gateway' } }]")]
    public void A_rule_that_names_sources_and_no_port_admits_all_ports(string spec) => Verify("AKS3004", Calico(spec));

    [Fact]
    public void A_policy_behind_one_that_allows_everything_is_never_asked()
    {
        const string Closed = "selector: app == 'web', types: [Egress], egress: [{ action: Deny, destination: { [|nets: [169.254.169.254/32]|] } }]";
        const string Kept = "selector: app == 'web', types: [Egress], egress: [{ action: Deny, destination: { nets: [169.254.169.254/32] } }]";
        const string Open = "types: [Egress], egress: [{ action: Allow }]";
        Verify("AKS3006", Calico(Closed), Global($"order: 10, {Open}"));
        Verify("AKS3006", Calico($"order: 2000, {Closed}"), Network("podSelector: {}, policyTypes: [Egress], egress: [{}]"));
        Verify("AKS3006", Network("podSelector: {}, policyTypes: [Egress], egress: [[|{ to: [{ podSelector: {} }] }|]]"), Global($"order: 10, {Open}"));
        Verify("AKS3006", Object("Tier", "first", "order: 1"), Calico($"order: 1, {Closed}"), Global($"tier: first, {Open}", "first.g"));

        // What comes later, elsewhere, in another direction or for other pods takes nothing away, nor does what lies in a tier that no file places.
        Verify("AKS3006", Calico($"order: 5, {Kept}"), Global($"order: 10, {Open}"));
        Verify("AKS3006", Calico($"order: 10, {Kept}"), Network("podSelector: {}, policyTypes: [Egress], egress: [{}]"));
        Verify("AKS3006", Calico(Kept), Global("order: 10, types: [Ingress], ingress: [{ action: Allow }]"));
        Verify("AKS3006", Calico(Kept), Global($"order: 10, selector: app == 'api', {Open}"));
        Verify("AKS3006", Calico(Kept), Global($"tier: first, order: 10, {Open}", "first.g"));
        Verify("AKS3006", Calico(Kept), Object("StagedGlobalNetworkPolicy", "s", $"order: 10, {Open}"));

        // Nor does what allows less than everything.
        Verify("AKS3006", Calico(Kept), Global("order: 10, types: [Egress], egress: [{ action: Allow, protocol: TCP }]"));
        Verify("AKS3006", Calico(Kept), Global("order: 10, types: [Egress], egress: [{ action: Deny, destination: { nets: [10.0.0.0/8] } }, { action: Allow }]"));
        Verify("AKS3006", Calico(Kept), Global($"order: 10, {Open}"), "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: x, namespace: shop }\nspec: { endpointSelector: {}, egress: [{}] }\n");
    }

    [Theory]
    [InlineData("selector: \"[|app == 'wbe'|]\", ingress: []")]
    [InlineData("selector: \"app == 'wbe' || app == 'web'\", ingress: []")]
    [InlineData("selector: \"[|app == 'wbe'|] || app == 'other'\", ingress: []")]
    [InlineData("selector: has(app), ingress: [{ action: Allow, source: { selector: \"[|app == 'wbe'|]\" } }]")]
    [InlineData("selector: has(app), ingress: [{ action: Allow, source: { selector: \"app == 'gateway'\" } }]")]
    [InlineData("selector: has(app), ingress: [{ action: Allow, source: { selector: \"app in { 'wbe', 'web' }\" } }]")]
    [InlineData("selector: has(app), ingress: [{ action: Allow, source: { notSelector: \"app == 'wbe'\" } }]")]
    [InlineData("selector: has(app), egress: [{ action: Allow, source: { selector: app == 'api' } }, { action: Deny }]")]
    public void A_selector_is_unmatched_where_all_of_its_alternatives_are(string spec) => Verify("AKS3008", Calico(spec));

    [Fact]
    public void The_selector_that_matches_nothing_is_called_by_its_name()
    {
        Assert.StartsWith("spec.selector of policy 'c'", Message("AKS3008", Calico("selector: app == 'wbe'")), StringComparison.Ordinal);
        Assert.StartsWith("spec.namespaceSelector of policy 'g'", Message("AKS3008", Global("namespaceSelector: projectcalico.org/name == 'shopp'")), StringComparison.Ordinal);
        Assert.StartsWith("spec.ingress[0].source.selector of", Message("AKS3008", Calico("ingress: [{ action: Allow, source: { selector: app == 'wbe' } }]")), StringComparison.Ordinal);
        Assert.StartsWith("spec.ingress[0].source.namespaceSelector of", Message("AKS3008", Calico("ingress: [{ action: Allow, source: { namespaceSelector: projectcalico.org/name == 'shopp' } }]")), StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_leave_a_section_out_or_are_not_given_where_nothing_fills_them_in()
    {
        Verify("AKS3011", Calico("types: [Ingress], [|egress|]: [{ action: Deny }]"), Global("types: [Egress], [|ingress|]: [{ action: Deny }]"));
        Verify("AKS3011", Calico("types: [Ingress, Egress], egress: [{ action: Deny }], ingress: [{ action: Deny }]"), Calico("egress: [{ action: Deny }]", "d"));
        Verify("AKS3011", Calico("[|egress|]: []"), Calico("types: ['${TYPES}'], egress: [{ action: Deny }]", "d"));
        Verify("AKS3011", Stored("[|egress|]: [{ action: Deny }]"));
        Verify("AKS3011", Stored("[|ingress|]: [{ action: Deny }]"));
        Verify("AKS3011", Stored("ingress: [{ action: Deny }], egress: [{ action: Allow }]"), Stored("types: [ingress], ingress: [{ action: Deny }]").Replace("default.c", "default.d", StringComparison.Ordinal));

        // What is staged, or only about hosts, does nothing either way.
        Verify("AKS3011", Object("StagedNetworkPolicy", "s", "types: [Ingress], egress: [{ action: Deny }]"), Global("preDNAT: true, applyOnForward: true, types: [Egress], ingress: [{ action: Deny }]"));
    }

    [Fact]
    public void Trap_16_a_denial_of_the_metadata_service_that_is_asked_too_late()
    {
        const string Deny = "types: [Egress], egress: [{ action: Deny, destination: { nets: [169.254.169.254/32] } }, { action: Allow, destination: { nets: [10.0.0.0/8] } }]";
        Verify("AKS4002", Calico(Deny), Network("podSelector: {}, policyTypes: [Egress], egress: [[|{}|]]"));
        Verify("AKS4002", Calico($"order: 1001, {Deny}"), Network("podSelector: {}, policyTypes: [Egress], egress: [[|{}|]]"));
        Verify("AKS4002", Calico($"order: 999, {Deny}"), Network("podSelector: {}, policyTypes: [Egress], egress: [{}]"));
        Verify("AKS4002", Calico($"order: 20, {Deny}"), Global("order: 10, types: [Egress], egress: [{ action: Allow, destination: { nets: [[|0.0.0.0/0|]] } }]"));
        Verify("AKS4002", Calico("egress: [{ action: Allow, destination: { notNets: [169.254.169.254/32] } }, { action: Allow, protocol: TCP, destination: { nets: [[|169.254.0.0/16|]] } }]"));
        Assert.Equal(
            "Policy 'c' takes 169.254.169.254 out, but its own spec.egress[1].destination allows it again for Deployment 'web'",
            Message("AKS4002", Calico("egress: [{ action: Allow, destination: { notNets: [169.254.169.254/32] } }, { action: Allow, destination: { nets: [169.254.0.0/16] } }]")));
    }

    [Theory]
    [InlineData("[|egress|]: [{ action: Allow, destination: { selector: app == 'db' } }]")]
    [InlineData("[|egress|]: [{ action: Allow, destination: { selector: app == 'db' } }, { action: Deny }]")]
    [InlineData("egress: [{ action: Allow, destination: { selector: app == 'db' } }, { action: Pass }]")]
    [InlineData("egress: [{ action: Allow, destination: { selector: app == 'db' } }, { action: Allow, protocol: UDP, destination: { ports: [53] } }]")]
    [InlineData("egress: [{ action: Allow, destination: { namespaceSelector: projectcalico.org/name == 'kube-system' } }]")]
    [InlineData("egress: [{ action: Allow, destination: { services: { name: kube-dns, namespace: kube-system } } }]")]
    [InlineData("egress: [{ action: Allow, destination: { nets: [10.0.0.0/8] } }, { action: Allow, destination: { selector: app == 'db' } }]")]
    public void Names_take_DNS_on_Calico_as_well(string spec) => Verify("AKS4005", Calico(spec));

    [Fact]
    public void A_network_set_may_hold_the_resolver() => Verify(
        "AKS4005",
        Calico("egress: [{ action: Allow, destination: { selector: app == 'db' } }]"),
        "apiVersion: projectcalico.org/v3\nkind: NetworkSet\nmetadata: { name: s, namespace: shop, labels: { app: db } }\nspec: { nets: [10.0.0.10/32] }\n");

    private static string Message(string rule, string document)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Web + document);
        return Assert.Single(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path, Select = [rule] }).Diagnostics).Message;
    }
}
