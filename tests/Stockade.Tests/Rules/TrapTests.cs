using Stockade.Semantics;

namespace Stockade.Tests.Rules;

/// <summary>
/// Mistakes that people make with policies on AKS: what the pod can do in truth, and the rule that says so. Numbers are those of the tests' own list.
/// </summary>
public class TrapTests
{
    private const string Block = "podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }";
    private const string NoIngress = "podSelector: {}, policyTypes: [Ingress]";

    [Theory]
    [InlineData(Block + ", { ipBlock: { cidr: 169.254.0.0/16 } }] }]")]
    [InlineData(Block + "] }, { ports: [{ port: 80 }] }]")]
    public void Trap_01_an_exception_is_undone_by_another_peer_or_rule(string spec) => Check("reachable openWorld", ["AKS4002"], spec);

    [Fact]
    public void Trap_01_an_exception_is_undone_by_another_policy() => Check("reachable openWorld", ["AKS4002"], Block + "] }]", "podSelector: {}, policyTypes: [Egress], egress: [{}]");

    [Theory]
    [InlineData("podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 80 }] }]")]
    [InlineData("podSelector: {}, policyTypes: [Egress], egress: [{ to: [] }]")]
    [InlineData("podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }]")]
    public void Trap_02_everything_is_allowed_without_the_exception(string spec) => Check("reachable openWorld", ["AKS4001"], spec);

    [Theory]
    [InlineData(NoIngress)]
    [InlineData("podSelector: {}, egress: []")]
    public void Trap_03_a_default_deny_that_names_only_ingress_leaves_egress_open(string spec) => Check("reachable isolated", ["AKS4001"], spec);

    [Fact]
    public void Trap_04_an_egress_policy_without_types_denies_all_ingress() => Check("blocked isolated", ["AKS3011"], "podSelector: {}, egress: [{ to: [{ podSelector: {} }] }]");

    [Theory]
    [InlineData("podSelector: { matchLabels: { app: wbe } }, policyTypes: [Ingress, Egress]")]
    [InlineData("podSelector: { matchLabels: { App: web } }, policyTypes: [Ingress, Egress]")]
    [InlineData("podSelector: { matchLabels: { on: object } }, policyTypes: [Ingress, Egress]")]
    [InlineData("podSelector: { matchExpressions: [{ key: app, operator: In, values: [web] }, { key: app, operator: NotIn, values: [web] }] }, policyTypes: [Ingress, Egress]")]
    public void Trap_06_a_selector_that_matches_no_template_protects_nothing(string spec) => Check("reachable openWorld", ["AKS3008", "AKS3003", "AKS4001"], spec);

    [Fact]
    public void Trap_07_a_hyphen_makes_alternatives() =>
        Check("reachable allNamespaces", ["AKS3005", "AKS3002"], "podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }, { podSelector: { matchLabels: { app: web } } }] }]");

    [Theory]
    [InlineData("podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }]", "reachable restricted", "")]
    [InlineData("podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }]", "reachable allNamespaces", "AKS3002")]
    public void Trap_08_an_empty_selector_is_the_namespace_or_everybody(string spec, string verdict, string rule) => Check(verdict, rule.Length == 0 ? [] : [rule], spec);

    [Theory]
    [InlineData("podSelector: {}, ingress: [{ from: [], ports: [{ port: 8080 }] }]")]
    [InlineData("podSelector: {}, ingress: [{ ports: [{ port: 8080 }] }]")]
    public void Trap_09_no_sources_with_ports_is_the_world_on_those_ports(string spec) => Check("reachable openWorld", ["AKS3001"], spec);

    [Fact]
    public void Trap_10_the_host_network_is_not_covered() => Check("reachable openWorld", ["AKS3012", "AKS4003"], "hostNetwork: true,", "podSelector: {}, policyTypes: [Ingress, Egress]");

    [Theory]
    [InlineData("podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: '10.10.0.0/0#example', except: [169.254.169.254/32] } }] }]")]
    [InlineData("podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [192.168.0.0/16] } }] }]")]
    [InlineData("podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ ports: [{ port: '80' }] }]")]
    [InlineData("podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ ports: [{ port: 80, protocol: tcp }] }]")]
    [InlineData("podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: {}, ipBlock: { cidr: 10.0.0.0/8 } }] }]")]
    public void Trap_11_what_the_API_server_rejects_protects_nothing(string spec) => Check("reachable openWorld", ["AKS3009"], spec);

    [Theory]
    [InlineData("podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ to: [{ ipBlock: { cidr: 169.254.169.254/16 } }] }]", "reachable isolated", "AKS4001")]
    [InlineData("podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ ipBlock: { cidr: 10.10.0.0/0 } }] }]", "blocked openWorld", "AKS3001")]
    public void Trap_12_bits_beyond_the_prefix_are_ignored(string spec, string verdict, string rule) => Check(verdict, [rule], spec);

    [Theory]
    [InlineData("podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: http }] }]")]
    [InlineData("podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ ports: [{ port: htp }] }]")]
    public void Trap_13_a_port_name_means_nothing_outside_or_where_no_container_has_it(string spec) => Check("blocked isolated", [], spec);

    [Fact]
    public void Trap_14_a_denial_of_egress_takes_DNS() =>
        Check("blocked openWorld", ["AKS4005"], "podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: db } } }] }]");

    [Fact]
    public void Trap_14_an_exception_of_all_link_local_addresses_takes_the_DNS_server_on_the_node() => Check(
        "blocked openWorld",
        ["AKS4004"],
        "dnsPolicy: None, dnsConfig: { nameservers: [169.254.20.10] },",
        "podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16] } }] }]");

    [Theory]
    [InlineData("endpointSelector: {}, egress: [{}]", "blocked openWorld")]
    [InlineData("endpointSelector: {}, egress: []", "reachable openWorld")]
    [InlineData("endpointSelector: {}, egressDeny: [{ toCIDR: [10.0.0.0/8] }]", "blocked openWorld")]
    [InlineData("endpointSelector: {}, ingress: [{ fromCIDR: [0.0.0.0/0] }]", "reachable openWorld")]
    [InlineData("endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }]", "reachable restricted")]
    [InlineData("endpointSelector: {}, egress: [{ toFQDNs: [{ matchPattern: '*' }] }]", "reachable openWorld")]
    public void Trap_15_cilium_reads_empty_lists_and_denials_in_its_own_way(string spec, string verdict) => CheckKind("cilium.io/v2", "CiliumNetworkPolicy", "c, namespace: shop", verdict, [], spec);

    [Theory]
    [InlineData("NetworkPolicy", "egress: [{ action: Deny, destination: { nets: [10.0.0.0/8] } }]", "blocked openWorld", "")]
    [InlineData("NetworkPolicy", "ingress: [{ action: Allow, source: { selector: all() } }]", "reachable restricted", "")]
    [InlineData("NetworkPolicy", "egress: [{ action: Allow, destination: { selector: all() } }]", "blocked openWorld", "")]
    [InlineData("NetworkPolicy", "egress: []", "reachable isolated", "AKS3011")]
    [InlineData("NetworkPolicy", "types: [Egress], egress: [{ action: Pass }]", "reachable openWorld", "AKS4001")]
    [InlineData("StagedNetworkPolicy", "egress: [{ action: Deny }]", "reachable openWorld", "AKS4001")]
    public void Trap_16_calico_has_an_end_of_tier_types_and_selectors_of_its_own(string kind, string spec, string verdict, string rule) =>
        CheckKind("projectcalico.org/v3", kind, "c, namespace: shop", verdict, rule.Length == 0 ? [] : [rule], spec);

    [Theory]
    [InlineData("", "reachable openWorld", "AKS4002")]
    [InlineData("order: 2000, ", "reachable openWorld", "AKS3006")]
    [InlineData("order: 10, ", "blocked openWorld", "")]
    public void Trap_16_a_denial_without_order_or_above_1000_comes_after_network_policies(string order, string verdict, string rule) => Check(
        verdict,
        rule.Length == 0 ? [] : [rule],
        [
            ("k8s/web.yaml", Web("")),
            ("k8s/n.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: n, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Egress], egress: [{}] }\n"),
            ("k8s/p.yaml", $"apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {{ name: c, namespace: shop }}\nspec: {{ {order}types: [Egress], egress: [{{ action: Deny, destination: {{ nets: [169.254.169.254/32] }} }}] }}\n"),
        ]);

    [Theory]
    [InlineData("AdminNetworkPolicy", "v1alpha1", "a", "priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }]", "reachable openWorld", "AKS3003")]
    [InlineData("AdminNetworkPolicy", "v1alpha1", "a", "priority: 1, subject: { namespaces: {} }, egress: [{ action: Allow, to: [{ networks: [0.0.0.0/0] }] }, { action: Deny, to: [{ networks: [169.254.169.254/32] }] }]", "reachable openWorld", "AKS4002")]
    [InlineData("BaselineAdminNetworkPolicy", "v1alpha1", "base", "subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }] }]", "reachable openWorld", "AKS3009")]
    [InlineData("ClusterNetworkPolicy", "v1alpha2", "k", "tier: Admin, priority: 1, subject: { namespaces: {} }, egress: [{ action: Allow, to: [{ networks: [10.0.0.0/8] }] }]", "reachable openWorld", "AKS3009")]
    [InlineData("ClusterNetworkPolicy", "v1alpha2", "k", "tier: Admin, priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ networks: [169.254.169.254/32] }], ports: [{ portNumber: { port: 443 } }] }]", "blocked openWorld", "AKS3010")]
    public void Trap_17_policies_of_the_cluster_are_ordered_and_blind_for_the_internet(string kind, string version, string name, string spec, string verdict, string rule) =>
        CheckKind($"policy.networking.k8s.io/{version}", kind, name, verdict, [rule], spec);

    [Theory]
    [InlineData("az aks create -g rg -n aks\n", "reachable openWorld", "AKS2002")]
    [InlineData("az aks create -g rg -n aks --network-plugin kubenet\n", "reachable openWorld", "AKS2002")]
    [InlineData("az aks create -g rg -n aks --network-plugin azure --network-policy azure\n", "blocked isolated", "AKS2004")]
    [InlineData("az aks create -g rg -n aks --network-plugin azure --network-policy azure\naz aks nodepool add -g rg --cluster-name aks -n win --os-type Windows\n", "blocked isolated", "AKS2004")]
    public void Trap_18_without_an_engine_policies_are_stored_and_ignored(string script, string verdict, string rule) =>
        Check(verdict, [rule], "", ["podSelector: {}, policyTypes: [Ingress, Egress]"], ("create.sh", script));

    [Theory]
    [InlineData("azure", "cilium.io/v2", "CiliumNetworkPolicy", "endpointSelector: {}, egress: [{}]", "reachable")]
    [InlineData("calico", "cilium.io/v2", "CiliumNetworkPolicy", "endpointSelector: {}, egress: [{}]", "reachable")]
    [InlineData("azure", "projectcalico.org/v3", "NetworkPolicy", "types: [Egress]", "reachable")]
    [InlineData("azure", "networking.k8s.io/v1", "NetworkPolicy", "podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 2001:db8::/32 } }] }]", "reachable")]
    [InlineData("calico", "networking.k8s.io/v1", "NetworkPolicy", "podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 2001:db8::/32 } }] }]", "blocked")]
    public void Trap_18_the_wrong_engine_ignores_a_kind_or_drops_a_policy(string engine, string version, string kind, string spec, string imds) => Check(
        $"{imds} openWorld",
        imds is "blocked" ? [] : ["AKS2006"],
        [
            ("create.sh", $"az aks create -g rg -n aks --network-plugin azure --network-policy {engine}\n"),
            ("k8s/web.yaml", Web("")),
            ("k8s/p.yaml", $"apiVersion: {version}\nkind: {kind}\nmetadata: {{ name: p, namespace: shop }}\nspec: {{ {spec} }}\n"),
        ]);

    [Fact]
    public void Trap_20_Cilium_enforces_a_section_that_types_leave_out() => Check(
        "blocked isolated",
        ["AKS3011"],
        "",
        ["podSelector: {}, policyTypes: [Ingress], egress: [{ to: [{ podSelector: {} }] }]"],
        ("create.sh", "az aks create -g rg -n aks --network-plugin azure --network-dataplane cilium\n"));

    [Theory]
    [InlineData("az aks create -g rg -n aks --enable-oidc-issuer\naz aks update -g rg -n aks --enable-imds-restriction\n", "reachable")]
    [InlineData("az aks create -g rg -n aks --enable-oidc-issuer --enable-imds-restriction\naz aks update -g rg -n aks --disable-imds-restriction\n", "reachable")]
    [InlineData("az aks create -g rg -n aks --enable-oidc-issuer --enable-imds-restriction --enable-addons monitoring\n", "unknown")]
    public void Trap_19_a_restriction_without_new_images_or_with_addons_or_taken_back_is_none(string script, string verdict) =>
        Check($"{verdict} openWorld", ["AKS4006"], "", [], ("create.sh", script));

    [Fact]
    public void Trap_20_types_and_sections_disagree() => Check("reachable isolated", ["AKS3011"], "podSelector: {}, policyTypes: [Ingress], egress: [{ to: [{ podSelector: {} }] }]");

    [Theory]
    [InlineData("{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }")]
    [InlineData("{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 128.0.0.0/1 } }")]
    [InlineData("{ ipBlock: { cidr: '::/0' } }")]
    public void Trap_21_almost_everything_is_the_world(string peers) => Check("reachable openWorld", ["AKS3001"], $"podSelector: {{}}, ingress: [{{ from: [{peers}] }}]");

    [Theory]
    [InlineData("v1", "ReplicationController", "template: { metadata: { labels: { app: web } }, spec: { containers: [] } }")]
    [InlineData("batch/v1", "CronJob", "jobTemplate: { spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } } }")]
    [InlineData("serving.knative.dev/v1", "Service", "template: { metadata: { labels: { app: web } }, spec: { containers: [] } }")]
    [InlineData("argoproj.io/v1alpha1", "Rollout", "template: { metadata: { labels: { app: web } }, spec: { containers: [] } }")]
    public void Trap_22_other_kinds_make_pods_as_well(string version, string kind, string spec)
    {
        var (verdict, rules) = Run([("k8s/a.yaml", $"apiVersion: {version}\nkind: {kind}\nmetadata: {{ name: web, namespace: shop }}\nspec: {{ {spec} }}\n")]);

        Assert.Equal("reachable openWorld", verdict);
        Assert.Contains("AKS4001", rules);
        Assert.Contains("AKS3003", rules);
    }

    private static void Check(string verdict, string[] rules, string spec) => Check(verdict, rules, "", [spec]);

    private static void Check(string verdict, string[] rules, string first, string second)
    {
        var isPod = first.EndsWith(',');
        Check(verdict, rules, isPod ? first : "", isPod ? [second] : [first, second]);
    }

    private static void Check(string verdict, string[] rules, string pod, string[] specs, params ReadOnlySpan<(string Path, string Text)> files) => Check(
        verdict,
        rules,
        [
            ("k8s/web.yaml", Web(pod)),
            .. specs.Select((spec, index) => ($"k8s/p{index}.yaml", $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: p{index}, namespace: shop }}\nspec: {{ {spec} }}\n")),
            .. files,
        ]);

    private static void CheckKind(string version, string kind, string name, string verdict, string[] rules, string spec) =>
        Check(verdict, rules, [("k8s/web.yaml", Web("")), ("k8s/p.yaml", $"apiVersion: {version}\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec: {{ {spec} }}\n")]);

    private static void Check(string verdict, string[] rules, (string Path, string Text)[] files)
    {
        var (actual, found) = Run(files);

        Assert.Equal(verdict, actual);
        Assert.All(rules, rule => Assert.Contains(rule, found));
    }

    private static string Web(string pod) =>
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop, labels: { on: object } }\nspec:\n  template:\n    metadata: { labels: { app: web } }\n"
        + $"    spec: {{ {pod} containers: [{{ name: web, image: web, ports: [{{ name: http, containerPort: 8080 }}] }}] }}\n";

    private static (string Verdict, string[] Rules) Run((string Path, string Text)[] files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text);
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path });
        var scope = Assert.Single(result.Model.Scopes);
        var verdicts = result.Model.GetVerdicts(scope, Assert.Single(scope.Workloads));
        return ($"{ModelWords.Of(verdicts.Imds.Answer)} {ModelWords.Of(verdicts.Ingress.Answer)}", [.. result.Diagnostics.Select(static diagnostic => diagnostic.Id).Distinct()]);
    }
}
