using Stockade.Semantics.Kubernetes;

namespace Stockade.Tests.Semantics.Kubernetes;

/// <summary>CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy: what each trap of theirs comes to.</summary>
public sealed class CiliumPolicyTests
{
    private const string Closed = "{ endpointSelector: {}, ingress: [{}], egress: [{}] }";

    private static string Namespaced(string spec, string name = "c", string @namespace = "shop") =>
        $"---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {{ name: {name}, namespace: {@namespace} }}\nspec: {spec}\n";

    private static string Clusterwide(string spec, string name = "w") =>
        $"---\napiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {{ name: {name} }}\nspec: {spec}\n";

    private static string Egress(string entries) => Namespaced($"{{ endpointSelector: {{}}, egress: {entries} }}");

    private static string Ingress(string entries) => Namespaced($"{{ endpointSelector: {{}}, ingress: {entries} }}");

    private static TestScope Scope(params string[] policies) => TestScope.Parse(PolicyText.Web + string.Concat(policies));

    private static string Imds(params string[] policies) => Scope(policies).Verdicts().Imds.Answer.ToString();

    private static string From(params string[] policies) => Scope(policies).Verdicts().Ingress.Answer.ToString();

    [Fact]
    public void An_empty_list_does_nothing()
    {
        Assert.Equal("Reachable", Imds(Egress("[]")));
        Assert.Equal("Reachable", Imds(Egress("")));
        Assert.Equal("OpenWorld", From(Ingress("[]")));
    }

    [Fact]
    public void A_list_of_an_empty_entry_isolates_and_allows_nothing()
    {
        Assert.Equal("Blocked", Imds(Egress("[{}]")));
        Assert.Equal("Isolated", From(Ingress("[{}]")));
    }

    [Fact]
    public void A_denial_alone_drops_everything()
    {
        Assert.Equal("Blocked", Imds(Namespaced("{ endpointSelector: {}, egressDeny: [{ toCIDR: [10.0.0.0/8] }] }")));
        Assert.Equal("Isolated", From(Namespaced("{ endpointSelector: {}, ingressDeny: [{ fromCIDR: [10.0.0.0/8] }] }")));
    }

    [Theory]
    [InlineData("egressDeny: [{ toCIDR: [10.0.0.0/8] }]", "Reachable")]
    [InlineData("egressDeny: [{ toCIDR: [169.254.169.254/32] }]", "Blocked")]
    [InlineData("egress: [{ toEntities: [host] }]", "Reachable")]
    public void Without_default_deny_denials_still_deny_and_allowances_add_nothing(string rest, string expected) =>
        Assert.Equal(expected, Imds(Namespaced($"{{ endpointSelector: {{}}, enableDefaultDeny: {{ egress: false }}, {rest} }}")));

    [Fact]
    public void Default_deny_of_another_policy_still_isolates() =>
        Assert.Equal("Blocked", Imds(Namespaced("{ endpointSelector: {}, enableDefaultDeny: { egress: false }, egress: [{ toEntities: [host] }] }"), Namespaced(Closed, "d")));

    [Fact]
    public void A_denial_of_any_policy_goes_before_every_allowance()
    {
        var deny = Namespaced("{ endpointSelector: {}, egressDeny: [{ toCIDR: [169.254.169.254/32] }], ingressDeny: [{ fromEntities: [world] }] }", "deny");
        Assert.Equal("Blocked", Imds(deny, Egress("[{ toEntities: [world] }]")));
        Assert.Equal("Blocked", Imds(deny, PolicyText.Policy("{ policyTypes: [Egress], egress: [{}] }")));
        Assert.Equal("AllNamespaces", From(deny, Ingress("[{ fromEntities: [all] }]")));
        Assert.Equal("AllNamespaces", From(deny, PolicyText.Policy("{ ingress: [{}] }")));
    }

    [Fact]
    public void Allowances_of_NetworkPolicy_and_Cilium_add_up()
    {
        Assert.Equal("Reachable", Imds(Namespaced(Closed), PolicyText.Policy("{ policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }] }] }")));
        Assert.Equal("Reachable", Imds(Egress("[{ toCIDR: [169.254.169.254/32] }]"), PolicyText.Policy("{ policyTypes: [Egress] }")));
    }

    [Theory]
    [InlineData("[{ toPorts: [{ ports: [{ port: '80', protocol: TCP }] }] }]", "Reachable")]
    [InlineData("[{ toPorts: [{ ports: [{ port: '80' }] }] }]", "Reachable")]
    [InlineData("[{ toPorts: [{ ports: [{ port: '80', protocol: UDP }] }] }]", "Blocked")]
    [InlineData("[{ toPorts: [{ ports: [{ port: '0', protocol: TCP }] }] }]", "Reachable")]
    [InlineData("[{ toPorts: [{ ports: [{ port: '0' }] }] }]", "Reachable")]
    [InlineData("[{ toPorts: [{}] }]", "Reachable")]
    [InlineData("[{ toPorts: [{ ports: [{ port: '79', endPort: 81 }] }] }]", "Reachable")]
    [InlineData("[{ toPorts: [{ ports: [{ port: '81', endPort: 90 }] }] }]", "Blocked")]
    [InlineData("[{ toPorts: [{ ports: [{ port: 'http' }] }] }]", "Blocked")]
    [InlineData("[{ toPorts: [{ ports: [{ port: '443' }] }, { ports: [{ port: '80' }] }] }]", "Reachable")]
    [InlineData("[{ toEndpoints: [], toPorts: [{ ports: [{ port: '80' }] }] }]", "Blocked")]
    [InlineData("[{ toEndpoints: [{}], toPorts: [{ ports: [{ port: '80' }] }] }]", "Blocked")]
    [InlineData("[{ icmps: [{ fields: [{ type: 8, family: IPv4 }] }] }]", "Blocked")]
    [InlineData("[{ toEntities: [world], toPorts: [{ ports: [{ port: '80', protocol: TCP }], rules: { http: [{ method: GET }] } }] }]", "Reachable")]
    public void Every_part_of_an_entry_must_match(string entries, string expected) => Assert.Equal(expected, Imds(Egress(entries)));

    [Theory]
    [InlineData("[{ toEntities: [world] }]", "Reachable")]
    [InlineData("[{ toEntities: [world-ipv4] }]", "Reachable")]
    [InlineData("[{ toEntities: [world-ipv6] }]", "Blocked")]
    [InlineData("[{ toEntities: [all] }]", "Reachable")]
    [InlineData("[{ toEntities: [cluster] }]", "Blocked")]
    [InlineData("[{ toEntities: [host, remote-node, kube-apiserver, ingress, init, health, unmanaged, none] }]", "Blocked")]
    [InlineData("[{ toCIDR: [0.0.0.0/0] }]", "Reachable")]
    [InlineData("[{ toCIDR: [169.254.169.254] }]", "Reachable")]
    [InlineData("[{ toCIDRSet: [{ cidr: 0.0.0.0/0, except: [169.254.0.0/16] }] }]", "Blocked")]
    [InlineData("[{ toCIDRSet: [{ cidr: 0.0.0.0/0, except: [169.254.0.0/16] }] }, { toCIDR: [169.254.0.0/16] }]", "Reachable")]
    [InlineData("[{ toCIDRSet: [{ cidrGroupRef: azure }] }]", "Unknown")]
    [InlineData("[{ toCIDR: ['${CIDR}'] }]", "Unknown")]
    [InlineData("[{ toEndpoints: [{}] }]", "Blocked")]
    [InlineData("[{ toEndpoints: [{ matchLabels: { 'reserved:world': '' } }] }]", "Reachable")]
    [InlineData("[{ toEndpoints: [{ matchLabels: { 'reserved:host': '' } }] }]", "Blocked")]
    [InlineData("[{ toNodes: [{}] }]", "Blocked")]
    [InlineData("[{ toGroups: [{ aws: { securityGroupsIds: [sg-1] } }] }]", "Blocked")]
    [InlineData("[{ toFQDNs: [{ matchName: example.com }] }]", "Blocked")]
    [InlineData("[{ toFQDNs: [{ matchPattern: '*.example.com' }] }]", "Blocked")]
    [InlineData("[{ toFQDNs: [{ matchPattern: '*' }] }]", "Reachable")]
    [InlineData("[{ toFQDNs: [{ matchPattern: '*.com' }] }]", "Reachable")]
    [InlineData("[{ toFQDNs: [{ matchPattern: '*.nip.io' }] }]", "Reachable")]
    [InlineData("[{ toFQDNs: [{ matchPattern: '*.nip.io' }], toPorts: [{ ports: [{ port: '443' }] }] }]", "Blocked")]
    [InlineData("[{ toServices: [{ k8sService: { serviceName: gone } }] }]", "Unknown")]
    [InlineData("[{ toServices: [{ k8sService: { serviceName: kube-dns, namespace: kube-system } }] }]", "Blocked")]
    [InlineData("[{ toRequires: [{ matchLabels: { a: b } }], toEntities: [world] }]", "Unknown")]
    public void Only_the_outside_holds_the_metadata_service(string entries, string expected) => Assert.Equal(expected, Imds(Egress(entries)));

    [Theory]
    [InlineData("selector: { app: db }", "Blocked")]
    [InlineData("type: ClusterIP", "Unknown")]
    public void A_service_stands_for_the_pods_behind_its_selector(string spec, string expected) =>
        Assert.Equal(expected, Imds(Egress("[{ toServices: [{ k8sService: { serviceName: db } }] }]"), $"---\napiVersion: v1\nkind: Service\nmetadata: {{ name: db, namespace: shop }}\nspec: {{ {spec}, ports: [{{ port: 80 }}] }}\n"));

    [Theory]
    [InlineData("[{ fromEntities: [world] }]", "OpenWorld")]
    [InlineData("[{ fromEntities: [all] }]", "OpenWorld")]
    [InlineData("[{ fromEntities: [cluster] }]", "AllNamespaces")]
    [InlineData("[{ fromEntities: [host] }]", "Restricted")]
    [InlineData("[{ fromEntities: [remote-node] }]", "Restricted")]
    [InlineData("[{ fromEntities: [none] }]", "Isolated")]
    [InlineData("[{ fromNodes: [{}] }]", "Restricted")]
    [InlineData("[{ fromEndpoints: [{}] }]", "Restricted")]
    [InlineData("[{ fromEndpoints: [] }]", "Isolated")]
    [InlineData("[{ fromEndpoints: [{ matchExpressions: [{ key: io.kubernetes.pod.namespace, operator: Exists }] }] }]", "AllNamespaces")]
    [InlineData("[{ fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: Exists }] }] }]", "AllNamespaces")]
    [InlineData("[{ fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.cilium.k8s.namespace.labels.team', operator: Exists }] }, { matchExpressions: [{ key: io.cilium.k8s.namespace.labels.team, operator: DoesNotExist }] }] }]", "AllNamespaces")]
    [InlineData("[{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': other, 'any:app': api } }] }]", "Restricted")]
    [InlineData("[{ fromEndpoints: [{ matchExpressions: [{ key: app, operator: In, values: [a] }, { key: 'k8s:app', operator: NotIn, values: [a] }] }] }]", "Isolated")]
    [InlineData("[{ fromCIDR: [10.0.0.0/8] }]", "Restricted")]
    [InlineData("[{ fromCIDR: [0.0.0.0/1, 128.0.0.0/1] }]", "OpenWorld")]
    [InlineData("[{ fromCIDRSet: [{ cidr: 0.0.0.0/0, except: [0.0.0.0/1] }] }]", "Restricted")]
    [InlineData("[{ fromGroups: [{ aws: { securityGroupsIds: [sg-1] } }] }]", "Unknown")]
    [InlineData("[{ toPorts: [{ ports: [{ port: http }] }] }]", "OpenWorld")]
    [InlineData("[{ toPorts: [{ ports: [{ port: HTTP }] }] }]", "OpenWorld")]
    [InlineData("[{ toPorts: [{ ports: [{ port: missing }] }] }]", "Isolated")]
    [InlineData("[{ toPorts: [{ ports: [{ port: dns, protocol: TCP }] }] }]", "Isolated")]
    [InlineData("[{ toPorts: [{ ports: [{ port: dns, protocol: ANY }] }] }]", "OpenWorld")]
    [InlineData("[{ icmps: [{ fields: [{ type: 8 }] }] }]", "Isolated")]
    public void Sources_are_pods_addresses_or_entities(string entries, string expected) => Assert.Equal(expected, From(Ingress(entries)));

    [Fact]
    public void In_a_policy_of_the_cluster_an_empty_selector_is_every_pod_and_not_the_world()
    {
        Assert.Equal("AllNamespaces", From(Clusterwide("{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }")));
        Assert.Equal("Blocked", Imds(Clusterwide("{ endpointSelector: {}, egress: [{ toEndpoints: [{}] }] }")));
    }

    [Fact]
    public void A_block_never_names_pods()
    {
        Assert.Equal("OpenWorld", From(Ingress("[{ fromCIDR: [0.0.0.0/0, '::/0'] }]")));
        Assert.Equal("Isolated", From(Ingress("[{ fromEntities: [world] }]"), Namespaced("{ endpointSelector: {}, ingressDeny: [{ fromCIDR: [0.0.0.0/0, '::/0'] }] }", "deny")));
    }

    [Fact]
    public void Denying_the_world_and_the_cluster_without_default_deny_leaves_nobody()
    {
        const string Start = "{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingressDeny: ";
        Assert.Equal("AllNamespaces", From(Namespaced(Start + "[{ fromEntities: [world] }] }")));
        Assert.Equal("Isolated", From(Namespaced(Start + "[{ fromEntities: [world] }, { fromEntities: [cluster] }] }")));
        Assert.Equal("Restricted", From(Clusterwide(Start + "[{ fromEntities: [world] }, { fromEndpoints: [{}] }] }")));
        Assert.Equal("OpenWorld", From(Namespaced(Start + "[{ fromEndpoints: [{}] }] }")));
    }

    [Theory]
    [InlineData("{ matchLabels: { app: web } }", "Blocked")]
    [InlineData("{ matchLabels: { 'k8s:app': web } }", "Blocked")]
    [InlineData("{ matchLabels: { 'any:app': web, tier: front } }", "Blocked")]
    [InlineData("{ matchLabels: { app: other } }", "Reachable")]
    [InlineData("{ matchExpressions: [{ key: 'k8s:app', operator: NotIn, values: [web] }] }", "Reachable")]
    [InlineData("{ matchLabels: { 'reserved:init': '' } }", "Reachable")]
    [InlineData("{ matchLabels: { io.cilium.k8s.policy.serviceaccount: default } }", "Blocked")]
    [InlineData("{ matchLabels: { io.cilium.k8s.policy.serviceaccount: other } }", "Reachable")]
    [InlineData("{ matchLabels: { io.cilium.k8s.policy.cluster: prod } }", "Unknown")]
    public void A_rule_selects_by_the_labels_Cilium_gives_a_pod(string selector, string expected)
    {
        Assert.Equal(expected, Imds(Namespaced($"{{ endpointSelector: {selector}, egress: [{{}}] }}")));
        Assert.Equal(expected, Imds(Clusterwide($"{{ endpointSelector: {selector}, egress: [{{}}] }}")));
    }

    [Fact]
    public void A_policy_of_a_namespace_never_selects_elsewhere()
    {
        Assert.Equal("Reachable", Imds(Namespaced(Closed, @namespace: "other")));
        Assert.Equal("Reachable", Imds(Namespaced("{ endpointSelector: { matchLabels: { 'k8s:io.kubernetes.pod.namespace': shop } }, egress: [{}] }", @namespace: "other")));
        Assert.Equal("Blocked", Imds(Namespaced("{ endpointSelector: { matchLabels: { 'k8s:io.kubernetes.pod.namespace': other } }, egress: [{}] }")));
        Assert.Equal("Reachable", Imds(Namespaced("{ endpointSelector: { matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.team': a } }, egress: [{}] }")));
    }

    [Fact]
    public void A_policy_of_the_cluster_selects_by_the_namespace()
    {
        Assert.Equal("Blocked", Imds(Clusterwide("{ endpointSelector: { matchLabels: { 'k8s:io.kubernetes.pod.namespace': shop } }, egress: [{}] }")));
        Assert.Equal("Reachable", Imds(Clusterwide("{ endpointSelector: { matchLabels: { 'k8s:io.kubernetes.pod.namespace': other } }, egress: [{}] }")));
        const string Team = "{ endpointSelector: { matchLabels: { io.cilium.k8s.namespace.labels.team: a } }, egress: [{}] }";
        Assert.Equal("Reachable", Imds(Clusterwide(Team)));
        Assert.Equal("Blocked", Imds(Clusterwide(Team), "---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n"));
    }

    [Fact]
    public void Specs_are_several_rules_of_one_policy()
    {
        var policy = "---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: c, namespace: shop }\nspecs: [{ endpointSelector: { matchLabels: { app: other } }, egress: [{}] }, { endpointSelector: { matchLabels: { app: web } }, egressDeny: [{ toEntities: [world] }] }]\n";
        var verdict = Scope(policy).Verdicts().Imds;
        Assert.Equal(ImdsReachability.Blocked, verdict.Answer);
        Assert.Equal("specs[1].egressDeny[0].toEntities[0]", Assert.Single(verdict.Evidence).Path);
    }

    [Fact]
    public void A_rule_for_nodes_never_selects_pods()
    {
        var scope = Scope(Clusterwide("{ nodeSelector: {}, egress: [{}], ingress: [{}] }"));
        Assert.Equal(VerdictReason.NotIsolated, scope.Verdicts().Imds.Reason);
        Assert.False(Assert.Single(scope.Scope.Policies).IsRejected);
    }

    [Fact]
    public void Cilium_installs_rules_that_policyTypes_leaves_out()
    {
        var scope = Scope(PolicyText.Policy("{ policyTypes: [Ingress], ingress: [{}], egress: [{ to: [{ podSelector: {} }] }] }")).Scope;
        Assert.Equal("Reachable", Answer(NetworkPolicyDialect.Kubernetes));
        Assert.Equal("Blocked", Answer(NetworkPolicyDialect.Cilium));
        var empty = Scope(PolicyText.Policy("{ policyTypes: [Ingress], egress: [] }")).Scope;
        Assert.Equal(ImdsReachability.Reachable, new Reachability(empty, new PolicyEnforcement(PolicyKinds.All, PolicyKinds.None, NetworkPolicyDialect.Cilium)).Evaluate(empty.Workloads[0]).Imds.Answer);

        string Answer(NetworkPolicyDialect dialect) =>
            new Reachability(scope, new PolicyEnforcement(PolicyKinds.All, PolicyKinds.None, dialect)).Evaluate(scope.Workloads[0]).Imds.Answer.ToString();
    }

    [Theory]
    [InlineData("{ egress: [{}] }", "the rule has neither endpointSelector nor nodeSelector")]
    [InlineData("{ nodeSelector: {}, egress: [{}] }", "nodeSelector stands in a policy of a namespace")]
    [InlineData("{ endpointSelector: {}, egress: [{ toEntities: [internet] }] }", "'internet' is no entity")]
    [InlineData("{ endpointSelector: {}, egress: [{ toEntities: [world], toCIDR: [10.0.0.0/8] }] }", "the entry combines toCIDR with toEntities")]
    [InlineData("{ endpointSelector: {}, egress: [{ toCIDR: [10.0.0.0/99] }] }", "'10.0.0.0/99' is not an address block")]
    [InlineData("{ endpointSelector: {}, egress: [{ toCIDRSet: [{ cidr: 10.0.0.0/8, except: [11.0.0.0/16] }] }] }", "except '11.0.0.0/16' is not inside cidr '10.0.0.0/8'")]
    [InlineData("{ endpointSelector: {}, egress: [{ toCIDRSet: [{ except: [11.0.0.0/16] }] }] }", "the element names neither cidr nor cidrGroupRef")]
    [InlineData("{ endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ port: 80 }] }] }] }", "spec.egress[0].toPorts[0].ports[0].port is the number 80, not a string")]
    [InlineData("{ endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ protocol: TCP }] }] }] }", "the port is missing")]
    [InlineData("{ endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ port: '70000' }] }] }] }", "port '70000' is neither a number nor a port name")]
    [InlineData("{ endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ port: '80', endPort: 70 }] }] }] }", "endPort 70 is below port 80")]
    [InlineData("{ endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ port: '80', protocol: tcp }] }] }] }", "protocol 'tcp' is none of TCP, UDP, SCTP, ANY")]
    [InlineData("{ endpointSelector: {}, egress: [{ toFQDNs: [{}] }] }", "the element has neither matchName nor matchPattern")]
    [InlineData("{ endpointSelector: {}, egress: [{ icmps: [{}], toPorts: [{ ports: [{ port: '80' }] }] }] }", "the entry combines icmps with toPorts")]
    [InlineData("{ endpointSelector: {}, enableDefaultDeny: { egress: 'no' }, egress: [{}] }", "spec.enableDefaultDeny.egress is the string 'no', not a boolean")]
    [InlineData("{ endpointSelector: { matchLabels: { app: 1 } }, egress: [{}] }", "spec.endpointSelector.matchLabels.app is the number 1, not a string")]
    public void A_policy_that_is_refused_counts_as_absent(string spec, string message)
    {
        var scope = Scope(Namespaced(spec));
        Assert.Equal([message], Assert.Single(scope.Scope.Policies).Rejections.Select(rejection => rejection.Message));
        Assert.Equal(VerdictReason.NotIsolated, scope.Verdicts().Imds.Reason);
    }

    [Fact]
    public void The_reason_names_a_policy_that_would_have_decided()
    {
        var refused = Scope(Namespaced("{ endpointSelector: {}, egressDeny: [{ toEntities: [world], toCIDR: [10.0.0.0/8] }] }"));
        Assert.Equal("no policy selects it for egress; Cilium rejects policy 'c'", refused.Verdicts().Imds.Because);
    }

    [Fact]
    public void A_policy_without_a_rule_or_of_another_version_is_refused()
    {
        Assert.True(Assert.Single(Scope("---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: c, namespace: shop }\n").Scope.Policies).IsRejected);
        Assert.True(Assert.Single(Scope(Namespaced(Closed).Replace("cilium.io/v2", "cilium.io/v1", StringComparison.Ordinal)).Scope.Policies).IsRejected);
    }

    [Theory]
    [InlineData("{ endpointSelector: {}, egres: [{}] }", "spec.egres", "egress")]
    [InlineData("{ endpointSelector: {}, egress: [{ toEndpoint: [{}] }] }", "spec.egress[0].toEndpoint", "toEndpoints")]
    [InlineData("{ endpointSelector: {}, egress: [{ fromEntities: [world] }] }", "spec.egress[0].fromEntities", null)]
    [InlineData("{ endpointSelector: {}, egressDeny: [{ toFQDNs: [{ matchName: a.b }] }] }", "spec.egressDeny[0].toFQDNs", null)]
    [InlineData("{ podSelector: {}, endpointSelector: {} }", "spec.podSelector", "endpointSelector")]
    public void A_misspelt_or_misplaced_field_is_found(string spec, string path, string? suggestion)
    {
        var field = Assert.Single(PolicyFields.FindUnknown(Assert.Single(Scope(Namespaced(spec)).Scope.Policies)));
        Assert.Equal((path, suggestion), (field.Path, field.Suggestion));
    }

    [Theory]
    [InlineData("endpointSelector: {}, egress: '${RULES}'", "Unknown")]
    [InlineData("endpointSelector: {}, egress: [{}], enableDefaultDeny: { egress: '${DENY}' }", "Unknown")]
    [InlineData("endpointSelector: '${PODS}', egress: [{}]", "Unknown")]
    [InlineData("endpointSelector: {}, egress: [{ toEntities: ['${WHO}'] }]", "Unknown")]
    [InlineData("endpointSelector: {}, egress: [{ toEntities: [world] }], egressDeny: [{ toCIDR: ['${WHO}'] }]", "Unknown")]
    [InlineData("endpointSelector: {}, egress: [{ toEntities: [cluster] }], egressDeny: [{ toCIDR: ['${WHO}'] }]", "Blocked")]
    [InlineData("endpointSelector: {}, egress: [{ toEntities: [world] }, { toCIDR: ['${WHO}'] }]", "Reachable")]
    [InlineData("endpointSelector: {}, egress: [{ toEntities: [world], toPorts: [{ ports: [{ port: '${PORT}' }] }] }]", "Unknown")]
    public void What_cannot_be_read_is_unknown_only_where_it_matters(string spec, string expected) => Assert.Equal(expected, Imds(Namespaced($"{{ {spec} }}")));
}
