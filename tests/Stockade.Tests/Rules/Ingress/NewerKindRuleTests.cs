namespace Stockade.Tests.Rules.Ingress;

/// <summary>The rules about policies, over the kinds of Cilium and of policy.networking.k8s.io.</summary>
public class NewerKindRuleTests
{
    private const string Web =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }
        ---

        """;

    private static string Cilium(string spec, string kind = "CiliumNetworkPolicy", string name = "c") =>
        $"apiVersion: cilium.io/v2\nkind: {kind}\nmetadata: {{ name: {name}{(kind is "CiliumNetworkPolicy" ? ", namespace: shop" : "")} }}\nspec: {spec}\n---\n";

    private static string Admin(string spec, string name = "a", string kind = "AdminNetworkPolicy", string version = "v1alpha1") =>
        $"apiVersion: policy.networking.k8s.io/{version}\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec: {spec}\n---\n";

    private static string Network(string spec) => $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: n, namespace: shop }}\nspec: {spec}\n---\n";

    private static void Verify(string rule, params string[] documents) => RuleVerifier.Verify(rule, "a.yaml", string.Concat(documents));

    [Fact]
    public void The_entity_that_opens_a_workload_is_marked()
    {
        Verify("AKS3001", Web, Cilium("{ endpointSelector: {}, ingress: [{ fromEntities: [host, [|world|]] }] }"));
        Verify("AKS3001", Web, Cilium("{ endpointSelector: {}, ingress: [{ fromCIDR: [[|0.0.0.0/1|], 128.0.0.0/1] }] }"));
        Verify("AKS3002", Web, Cilium("{ endpointSelector: {}, ingress: [{ fromEntities: [[|cluster|]] }] }"));
        Verify("AKS3002", Web, Network("{ podSelector: {} }"), Admin("{ priority: 1, subject: { namespaces: {} }, ingress: [{ action: Allow, from: [{ [|namespaces: {}|] }] }] }"));
        Verify("AKS4001", Web, Cilium("{ endpointSelector: {}, egress: [{ toEntities: [[|all|]] }] }"));
    }

    [Fact]
    public void A_rule_that_names_pods_and_no_port_admits_all_ports()
    {
        Verify("AKS3004", Web, Cilium("{ endpointSelector: {}, ingress: [{ [|fromEndpoints: [{ matchLabels: { app: gateway } }]|] }] }"));
        Verify("AKS3004", Web, Admin("{ priority: 1, subject: { namespaces: {} }, ingress: [[|{ action: Allow, from: [{ namespaces: { matchLabels: { a: b } } }] }|]] }"));

        // Nodes reach their pods anyway, and a denial opens nothing.
        Verify("AKS3004", Web, Cilium("{ endpointSelector: {}, ingress: [{ fromEntities: [host] }], ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: x } }] }] }"));
        Verify("AKS3004", Web, Cilium("{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { app: x } }], toPorts: [{ ports: [{ port: \"80\" }] }] }] }"));
    }

    [Fact]
    public void A_wider_policy_of_another_kind_defeats_a_narrow_one()
    {
        const string Narrow = "{ endpointSelector: {}, ingress: [{ [|fromEndpoints: [{ matchLabels: { app: gateway } }]|] }] }";
        Verify("AKS3006", Web, Cilium(Narrow), Cilium("{ endpointSelector: {}, ingress: [{ fromEntities: [all] }] }", name: "open"));
        Verify("AKS3006", Web, Cilium(Narrow), Network("{ podSelector: {}, ingress: [{}] }"));
        Verify("AKS3006", Web, Cilium(Narrow), Cilium("{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }", "CiliumNetworkPolicy", "wide"));

        const string Entities = "{ endpointSelector: {}, ingress: [{ fromEntities: [host] }] }";
        Verify("AKS3006", Web, Cilium(Entities), Network("{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }"));
        Verify("AKS3006", Web, Cilium(Narrow.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)), Cilium("{ endpointSelector: {}, ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEntities: [world] }] }", name: "open"));
    }

    [Fact]
    public void A_selector_with_a_slip_is_marked()
    {
        Verify("AKS3008", Web, Cilium("{ endpointSelector: { matchLabels: { [|app: wbe|] } }, ingress: [{}] }"));
        Verify("AKS3008", Web, Cilium("{ endpointSelector: { matchLabels: { [|\"k8s:app\": other|] } }, ingress: [{}] }"));
        Verify("AKS3008", Web, Cilium("{ endpointSelector: { matchLabels: { \"k8s:app\": web, io.cilium.k8s.policy.serviceaccount: x } }, ingress: [{}] }"));
        Verify("AKS3008", Web, Cilium("{ endpointSelector: { matchLabels: { [|app: wbe|] } }, ingress: [{}] }", "CiliumClusterwideNetworkPolicy"));
        Verify("AKS3008", Web, Cilium("{ endpointSelector: { matchLabels: { app: elsewhere } }, ingress: [{}] }", "CiliumClusterwideNetworkPolicy"));
        Verify("AKS3008", Web, Cilium("{ endpointSelector: { matchLabels: { k8s:io.kubernetes.pod.namespace: other, app: wbe } }, ingress: [{}] }", "CiliumClusterwideNetworkPolicy"));
        Verify("AKS3008", Web, Cilium("{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { [|app: wbe|] } }] }] }"));
        Verify("AKS3008", Web, Admin("{ priority: 1, subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { [|app: wbe|] } } } }, ingress: [] }"));
        Verify(
            "AKS3008",
            "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: marketing } }\n---\n" + Web,
            Admin("{ priority: 1, subject: { namespaces: { matchLabels: { [|team: marketng|] } } } }"));
    }

    [Fact]
    public void Trap_05_a_policy_without_namespace_lands_where_its_pods_are_not()
    {
        const string Policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p NAMESPACE }\nspec: { podSelector: { matchLabels: { [|app: web|] } } }\n";
        string In(string given) => Policy.Replace(" NAMESPACE", given, StringComparison.Ordinal);
        string Silent(string given) => In(given).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

        Verify("AKS3008", Web, In(""));
        Verify("AKS3008", Web, In(", namespace: shopp"));
        Verify("AKS3008", Web, Silent(", namespace: ingress"));
        Verify("AKS3008", Web.Replace("shop", "default", StringComparison.Ordinal), Silent(""));
        Verify("AKS3008", Web, Silent("").Replace("app: web", "app: other", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_take_DNS_on_Cilium_as_well()
    {
        Verify("AKS4005", Web, Cilium("{ endpointSelector: {}, [|egress|]: [{ toEndpoints: [{ matchLabels: { app: db } }] }] }"));
        Verify("AKS4005", Web, Cilium("{ endpointSelector: {}, [|egress|]: [{ toFQDNs: [{ matchName: example.com }] }] }"));
        Verify("AKS4005", Web, Cilium("{ endpointSelector: {}, egress: [{ toEndpoints: [{ matchLabels: { app: db } }] }, { toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }], toPorts: [{ ports: [{ port: \"53\" }] }] }] }"));
        Verify("AKS4005", Web, Cilium("{ endpointSelector: {}, egress: [{ toEndpoints: [{ matchLabels: { app: db } }] }, { toEntities: [cluster] }] }"));
        Verify("AKS4005", Web, Cilium("{ endpointSelector: {}, egress: [{ toEndpoints: [{ matchLabels: { app: db } }] }, { toEntities: [host], toPorts: [{ ports: [{ port: \"53\" }] }] }] }"));
        Verify("AKS4005", Web, Cilium("{ endpointSelector: {}, egress: [{ toEntities: [world] }] }"), Cilium("{ endpointSelector: {}, egress: [{}] }", name: "deny"));
    }

    [Fact]
    public void Trap_17_a_denial_after_an_allowance_is_defeated()
    {
        const string Block = "egress: [{ action: Deny, to: [{ networks: [169.254.169.254/32] }] }]";
        const string Open = "egress: [{ action: Allow, to: [{ networks: [[|0.0.0.0/0|]] }] }]";
        Verify("AKS4002", Web, Admin($"{{ priority: 5, subject: {{ namespaces: {{}} }}, {Block} }}", "block"), Admin($"{{ priority: 1, subject: {{ namespaces: {{}} }}, {Open} }}", "open"));
        Verify("AKS4002", Web, Admin($"{{ subject: {{ namespaces: {{}} }}, {Block} }}", "default", "BaselineAdminNetworkPolicy"), Network("{ podSelector: {}, policyTypes: [Egress], egress: [[|{}|]] }"));
        Verify("AKS4002", Web, Admin($"{{ priority: 1, subject: {{ namespaces: {{}} }}, {Block} }}", "block"), Network("{ podSelector: {}, policyTypes: [Egress], egress: [{}] }"));
    }

    [Theory]
    [InlineData("[|10|]", "Deny", "10", "Allow", "")]
    [InlineData("[|10|]", "Pass", "10", "Allow", "")]
    [InlineData("10", "Deny", "10", "Deny", "")]
    [InlineData("11", "Deny", "10", "Allow", "")]
    [InlineData("10", "Deny", "10", "Allow", ", ports: [{ portNumber: { port: 443 } }]")]
    public void Equal_priorities_are_reported_where_their_order_matters(string priority, string action, string otherPriority, string otherAction, string otherPorts) => Verify(
        "AKS3013",
        Web,
        Admin($"{{ priority: {otherPriority}, subject: {{ namespaces: {{}} }}, egress: [{{ action: {otherAction}, to: [{{ networks: [10.0.0.0/8] }}]{otherPorts} }}] }}", "one"),
        Admin($"{{ priority: {priority}, subject: {{ namespaces: {{}} }}, egress: [{{ action: {action}, to: [{{ networks: [10.0.0.0/8] }}], ports: [{{ portNumber: {{ port: 80 }} }}] }}] }}", "two"));

    [Fact]
    public void Policies_of_different_tiers_or_pods_or_of_no_engine_have_no_common_order()
    {
        const string Rules = "subject: { namespaces: {} }, egress: [{ action: Accept, to: [{ networks: [10.0.0.0/8] }] }]";
        Verify(
            "AKS3013",
            Web,
            Admin($"{{ tier: Admin, priority: 1, {Rules} }}", "one", "ClusterNetworkPolicy", "v1alpha2"),
            Admin($"{{ tier: Baseline, priority: 1, {Rules.Replace("Accept", "Deny", StringComparison.Ordinal)} }}", "two", "ClusterNetworkPolicy", "v1alpha2"));
        Verify(
            "AKS3013",
            Web,
            Admin($"{{ tier: Admin, priority: 1, {Rules} }}", "one", "ClusterNetworkPolicy", "v1alpha2"),
            Admin($"{{ tier: Admin, priority: 1, {Rules.Replace("Accept", "Deny", StringComparison.Ordinal).Replace("namespaces: {}", "namespaces: { matchLabels: { a: b } }", StringComparison.Ordinal)} }}", "two", "ClusterNetworkPolicy", "v1alpha2"));
    }

    [Fact]
    public void What_policies_of_Calico_refer_to_has_fields_of_its_own()
    {
        Verify("AKS3010", Web, Calico("Tier", "{ order: 10, [|defaultaction|]: Pass, [|selector|]: all() }"));
        Verify("AKS3010", Calico("GlobalNetworkSet", "{ [|net|]: [10.0.0.0/8] }"), Calico("NetworkSet", "{ nets: [10.0.0.0/8] }\n[|stauts|]: {}", ", namespace: shop"), Web);

        // One that is refused has them, too, and is no less refused.
        Verify("AKS3010", Web, Calico("Tier", "{ order: first, [|defaultaction|]: Pass }"));
        Verify("AKS3009", Calico("Tier", "{ order: [|first|], defaultaction: Pass }"), Calico("GlobalNetworkSet", "{ nets: [[|10.0.0.0/33|]] }"));
        Verify("AKS3010", "apiVersion: example.com/v1\nkind: Tier\nmetadata: { name: t }\nspec: { anything: here }\n");
    }

    private static string Calico(string kind, string spec, string @namespace = "") => $"apiVersion: projectcalico.org/v3\nkind: {kind}\nmetadata: {{ name: c{@namespace} }}\nspec: {spec}\n---\n";
}
