using Stockade.Semantics.Kubernetes;

namespace Stockade.Tests.Semantics.Kubernetes;

/// <summary>AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy: what each trap of theirs comes to.</summary>
public sealed class AdminPolicyTests
{
    private const string Everyone = "subject: { namespaces: {} }";
    private const string Imds = "networks: [169.254.169.254/32]";
    private const string Anywhere = "networks: [0.0.0.0/0]";

    private static string Admin(string rest, int priority = 10, string name = "a") =>
        Object("v1alpha1", "AdminNetworkPolicy", name, $"{{ priority: {priority}, {Everyone}, {rest} }}");

    private static string Baseline(string rest, string name = "default") => Object("v1alpha1", "BaselineAdminNetworkPolicy", name, $"{{ {Everyone}, {rest} }}");

    private static string Cluster(string rest, string tier = "Admin", int priority = 10, string name = "c", string version = "v1alpha2") =>
        Object(version, "ClusterNetworkPolicy", name, $"{{ tier: {tier}, priority: {priority}, {Everyone}, {rest} }}");

    private static string Object(string version, string kind, string name, string spec) =>
        $"---\napiVersion: policy.networking.k8s.io/{version}\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec: {spec}\n";

    private static string Egress(string action, string peer, string ports = "") => $"egress: [{{ action: {action}, to: [{{ {peer} }}]{ports} }}]";

    private static string Ingress(string action, string peer, string ports = "") => $"ingress: [{{ action: {action}, from: [{{ {peer} }}]{ports} }}]";

    private static TestScope Scope(params string[] policies) => TestScope.Parse(PolicyText.Web + string.Concat(policies));

    private static ImdsReachability ImdsOf(params string[] policies) => Scope(policies).Verdicts().Imds.Answer;

    private static IngressExposure IngressOf(params string[] policies) => Scope(policies).Verdicts().Ingress.Answer;

    [Theory]
    [InlineData("Deny", "Unknown")]
    [InlineData("Allow", "Restricted")]
    public void An_allowance_of_a_value_that_cannot_be_read_proves_nothing_beside_a_denial_of_one(string action, string expected)
    {
        string[] rules = [From(action, "a"), From("Allow", "${X}")];
        Assert.Equal(expected, IngressOf(Admin($"ingress: [{string.Join(", ", rules)}]"), PolicyText.Policy("{ podSelector: {}, policyTypes: [Ingress] }")).ToString());

        static string From(string action, string app) =>
            $"{{ action: {action}, from: [{{ pods: {{ namespaceSelector: {{}}, podSelector: {{ matchExpressions: [{{ key: app, operator: In, values: ['{app}'] }}] }} }} }}] }}";
    }

    [Fact]
    public void Selecting_a_pod_isolates_nothing()
    {
        var verdicts = Scope(Admin(Egress("Deny", "networks: [10.0.0.0/8]"))).Verdicts();
        Assert.Equal(ImdsReachability.Reachable, verdicts.Imds.Answer);
        Assert.Equal(VerdictReason.NotIsolated, verdicts.Imds.Reason);
        Assert.Equal(IngressExposure.OpenWorld, verdicts.Ingress.Answer);
    }

    [Fact]
    public void An_unreadable_value_of_an_allowance_may_be_the_very_one_that_is_denied()
    {
        var denial = Admin(Ingress("Deny", "pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: a } } }"));
        var allowance = PolicyText.Policy("{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: '${APP}' } } }] }] }");
        Assert.Equal(IngressExposure.Restricted, IngressOf(allowance));
        Assert.Equal(IngressExposure.Unknown, IngressOf(allowance, denial));
    }

    [Fact]
    public void A_denial_blocks_and_is_the_evidence()
    {
        var verdict = Scope(Admin(Egress("Deny", Imds))).Verdicts().Imds;
        Assert.Equal((ImdsReachability.Blocked, VerdictReason.DeniedByRule), (verdict.Answer, verdict.Reason));
        var evidence = Assert.Single(verdict.Evidence);
        Assert.Equal(("AdminNetworkPolicy/a", "spec.egress[0].to[0].networks[0]", EvidenceEffect.Denies), (evidence.Policy.Id, evidence.Path, evidence.Effect));
        Assert.Equal("policy 'a' denies 169.254.169.254/32", verdict.Because);
    }

    [Fact]
    public void Allow_before_deny_allows() =>
        Assert.Equal(
            ImdsReachability.Reachable,
            ImdsOf(Admin($"egress: [{{ action: Allow, to: [{{ {Anywhere} }}] }}, {{ action: Deny, to: [{{ {Imds} }}] }}]")));

    [Theory]
    [InlineData(10, 20, "Blocked")]
    [InlineData(20, 10, "Reachable")]
    public void The_lower_priority_goes_first(int deny, int allow, string expected) =>
        Assert.Equal(expected, ImdsOf(Admin(Egress("Deny", Imds), deny, "deny"), Admin(Egress("Allow", Anywhere), allow, "allow")).ToString());

    [Fact]
    public void Pass_leaves_the_tier()
    {
        var admin = Admin($"egress: [{{ action: Pass, to: [{{ {Imds} }}] }}, {{ action: Deny, to: [{{ {Anywhere} }}] }}]");
        Assert.Equal(ImdsReachability.Reachable, ImdsOf(admin));
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(admin, PolicyText.Policy("{ policyTypes: [Egress] }")));
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(admin, Baseline(Egress("Deny", Imds))));
    }

    [Fact]
    public void The_admin_tier_overrules_network_policies_and_they_overrule_the_baseline()
    {
        var open = PolicyText.Policy("{ policyTypes: [Egress], egress: [{}] }");
        var closed = PolicyText.Policy("{ policyTypes: [Egress] }");
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(open, Admin(Egress("Deny", Imds))));
        Assert.Equal(ImdsReachability.Reachable, ImdsOf(closed, Admin(Egress("Allow", Imds))));
        Assert.Equal(ImdsReachability.Reachable, ImdsOf(open, Baseline(Egress("Deny", Imds))));
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(closed, Baseline(Egress("Allow", Imds))));
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(Baseline(Egress("Deny", Imds))));
    }

    [Fact]
    public void An_ingress_denial_is_never_about_the_internet()
    {
        Assert.Equal(IngressExposure.OpenWorld, IngressOf(Admin(Ingress("Deny", "namespaces: {}"))));
        Assert.Equal(IngressExposure.Isolated, IngressOf(Admin(Ingress("Deny", "namespaces: {}")), PolicyText.Policy("{ ingress: [{ from: [{ namespaceSelector: {} }] }] }")));
        Assert.Equal(IngressExposure.OpenWorld, IngressOf(Admin(Ingress("Deny", "namespaces: {}")), PolicyText.Policy("{ ingress: [{}] }")));
    }

    [Fact]
    public void An_allowance_opens_to_every_namespace_what_a_network_policy_closed()
    {
        var closed = PolicyText.Policy("{ policyTypes: [Ingress] }");
        Assert.Equal(IngressExposure.AllNamespaces, IngressOf(closed, Admin(Ingress("Allow", "namespaces: {}"))));
        Assert.Equal(IngressExposure.Restricted, IngressOf(closed, Admin(Ingress("Allow", "pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: api } } }"))));
        Assert.Equal(IngressExposure.Isolated, IngressOf(closed, Admin(Ingress("Pass", "namespaces: {}"))));
    }

    [Fact]
    public void Two_policies_of_equal_priority_are_undecided_where_their_order_matters()
    {
        var verdict = Scope(Admin(Egress("Deny", Imds), 5, "deny"), Admin(Egress("Allow", Anywhere), 5, "allow")).Verdicts().Imds;
        Assert.Equal(ImdsReachability.Unknown, verdict.Answer);
        Assert.Equal("policies 'deny' and 'allow' have the same priority, and which of them goes first is not defined", verdict.Because);
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(Admin(Egress("Deny", Imds), 5, "deny"), Admin(Egress("Allow", "networks: [10.0.0.0/8]"), 5, "allow")));
    }

    [Theory]
    [InlineData("nodes: {}")]
    [InlineData("domainNames: ['*.example.com']")]
    public void Nodes_and_names_are_not_the_metadata_service(string peer) =>
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(PolicyText.Policy("{ policyTypes: [Egress] }"), Admin(Egress("Allow", peer))));

    [Theory]
    [InlineData("Allow", "", "Reachable")]
    [InlineData("Deny", "", "Blocked")]
    [InlineData("Pass", "", "Blocked")]
    public void A_peer_of_an_unknown_field_fails_closed(string action, string rest, string expected) =>
        Assert.Equal(expected, ImdsOf(Admin($"egress: [{{ action: {action}, to: [{{ services: {{}} }}]{rest} }}]")).ToString());

    [Fact]
    public void An_allowance_with_a_peer_of_an_unknown_field_allows_nobody() =>
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(PolicyText.Policy("{ policyTypes: [Egress] }"), Admin("egress: [{ action: Allow, to: [{ services: {} }, { networks: [0.0.0.0/0] }] }]")));

    [Fact]
    public void The_subject_may_be_pods_of_some_namespaces()
    {
        var spec = "{ priority: 1, subject: { pods: { namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: NS } }, podSelector: { matchLabels: { app: web } } } }, egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }] }] }";
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(Object("v1alpha1", "AdminNetworkPolicy", "a", spec.Replace("NS", "shop", StringComparison.Ordinal))));
        Assert.Equal(ImdsReachability.Reachable, ImdsOf(Object("v1alpha1", "AdminNetworkPolicy", "a", spec.Replace("NS", "other", StringComparison.Ordinal))));
    }

    [Fact]
    public void Labels_of_a_namespace_nobody_declares_are_absent_for_a_subject()
    {
        var spec = "{ priority: 1, subject: { namespaces: { matchLabels: { team: a } } }, egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }] }] }";
        var policy = Object("v1alpha1", "AdminNetworkPolicy", "a", spec);
        Assert.Equal(ImdsReachability.Reachable, ImdsOf(policy));
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(policy, "---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n"));
    }

    [Theory]
    [InlineData(", ports: [{ portNumber: { port: 80 } }]", "Blocked")]
    [InlineData(", ports: [{ portNumber: { port: 80, protocol: UDP } }]", "Reachable")]
    [InlineData(", ports: [{ portRange: { start: 1, end: 100 } }]", "Blocked")]
    [InlineData(", ports: [{ portRange: { start: 81, end: 100 } }]", "Reachable")]
    [InlineData(", ports: []", "Blocked")]
    public void Ports_narrow_a_rule(string ports, string expected) => Assert.Equal(expected, ImdsOf(Admin(Egress("Deny", Imds, ports))).ToString());

    [Fact]
    public void A_port_name_is_resolved_on_the_selected_pod()
    {
        var closed = PolicyText.Policy("{ policyTypes: [Ingress] }");
        Assert.Equal(IngressExposure.AllNamespaces, IngressOf(closed, Admin(Ingress("Allow", "namespaces: {}", ", ports: [{ namedPort: http }]"))));
        Assert.Equal(IngressExposure.Isolated, IngressOf(closed, Admin(Ingress("Allow", "namespaces: {}", ", ports: [{ namedPort: missing }]"))));
    }

    [Fact]
    public void ClusterNetworkPolicy_has_words_of_its_own()
    {
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(Cluster(Egress("Deny", Imds, ", protocols: [{ tcp: { destinationPort: { number: 80 } } }]"))));
        Assert.Equal(ImdsReachability.Reachable, ImdsOf(Cluster(Egress("Deny", Imds, ", protocols: [{ udp: {} }]"))));
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(Cluster(Egress("Deny", Imds, ", protocols: [{ tcp: { destinationPort: { range: { start: 80, end: 81 } } } }]"))));
        Assert.Equal(ImdsReachability.Reachable, ImdsOf(PolicyText.Policy("{ policyTypes: [Egress] }"), Cluster(Egress("Accept", Imds))));
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(PolicyText.Policy("{ policyTypes: [Egress] }"), Cluster(Egress("Accept", Imds), "Baseline")));
        Assert.Equal(ImdsReachability.Blocked, ImdsOf(Cluster(Egress("Deny", Imds), "Baseline", 3, "first"), Cluster(Egress("Accept", Imds), "Baseline", 4, "second")));
    }

    [Theory]
    [InlineData("Allow", "the action of v1alpha1 in v1alpha2", "action 'Allow' is none of Accept, Deny, Pass")]
    [InlineData("accept", "a word in the wrong case", "action 'accept' is none of Accept, Deny, Pass")]
    public void A_rule_of_v1alpha2_with_words_of_v1alpha1_is_refused(string action, string why, string message)
    {
        var policy = Assert.Single(Scope(Cluster(Egress(action, Imds))).Scope.Policies);
        Assert.True(policy.Rejections is [var only] && only.Message == message, why);
        Assert.Equal(ImdsReachability.Reachable, ImdsOf(Cluster(Egress(action, Imds))));
    }

    [Fact]
    public void Ports_of_v1alpha1_are_dropped_from_v1alpha2_and_the_rule_governs_all_traffic()
    {
        var scope = Scope(Cluster(Egress("Deny", Imds, ", ports: [{ portNumber: { port: 443 } }]")));
        Assert.Equal(ImdsReachability.Blocked, scope.Verdicts().Imds.Answer);
        var field = Assert.Single(PolicyFields.FindUnknown(scope.Scope.Policies[0]));
        Assert.Equal(("spec.egress[0].ports", "protocols"), (field.Path, field.Suggestion));
    }

    [Theory]
    [InlineData("v1alpha1", "BaselineAdminNetworkPolicy", "mine", "{ subject: { namespaces: {} } }", "a BaselineAdminNetworkPolicy is named 'default', not 'mine'")]
    [InlineData("v1alpha1", "BaselineAdminNetworkPolicy", "default", "{ subject: { namespaces: {} }, egress: [{ action: Pass, to: [{ namespaces: {} }] }] }", "action 'Pass' is none of Allow, Deny")]
    [InlineData("v1alpha2", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} } }", "AdminNetworkPolicy is in policy.networking.k8s.io/v1alpha1, not in v1alpha2")]
    [InlineData("v1alpha1", "ClusterNetworkPolicy", "a", "{ tier: Admin, priority: 1, subject: { namespaces: {} } }", "ClusterNetworkPolicy is in policy.networking.k8s.io/v1alpha2, not in v1alpha1")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1001, subject: { namespaces: {} } }", "spec.priority 1001 is not between 0 and 1000")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ subject: { namespaces: {} } }", "the policy has no priority")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1 }", "the subject names neither namespaces nor pods")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {}, pods: { namespaceSelector: {}, podSelector: {} } } }", "the subject names both namespaces and pods")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny }] }", "spec.ingress[0].from names no peer")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{}] }] }", "the peer names no namespaces or pods")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, ingress: [{ from: [{ namespaces: {} }] }] }", "the rule has no action")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ networks: [10.0.0.0/33] }] }] }", "'10.0.0.0/33' is not an address block")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ namespaces: {}, networks: [10.0.0.0/8] }] }] }", "the peer combines namespaces with networks")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ networks: [10.0.0.0/8] }], ports: [{ namedPort: web }] }] }", "the rule combines a port name with networks or nodes, which have none")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ domainNames: [example.com] }] }] }", "domainNames stands in a rule that does not allow")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ namespaces: {} }], ports: [{ portNumber: { port: 80 }, namedPort: web }] }] }", "the port combines portNumber with namedPort")]
    [InlineData("v1alpha1", "AdminNetworkPolicy", "a", "{ priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ namespaces: {} }], ports: [{ portNumber: { port: 65536 } }] }] }", "spec.egress[0].ports[0].portNumber.port 65536 is not between 1 and 65535")]
    [InlineData("v1alpha2", "ClusterNetworkPolicy", "a", "{ tier: admin, priority: 1, subject: { namespaces: {} } }", "tier 'admin' is neither Admin nor Baseline")]
    [InlineData("v1alpha2", "ClusterNetworkPolicy", "a", "{ tier: Admin, priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ namespaces: {} }], protocols: [] }] }", "spec.egress[0].protocols is empty")]
    public void An_object_the_API_server_refuses_counts_as_absent(string version, string kind, string name, string spec, string message)
    {
        var scope = Scope(Object(version, kind, name, spec));
        Assert.Equal([message], Assert.Single(scope.Scope.Policies).Rejections.Select(rejection => rejection.Message));
        Assert.Equal(VerdictReason.NotIsolated, scope.Verdicts().Imds.Reason);
    }

    [Theory]
    [InlineData("egress: [{ action: '${ACTION}', to: [{ networks: [0.0.0.0/0] }] }]", "Unknown")]
    [InlineData("egress: [{ action: Deny, to: [{ networks: ['${CIDR}'] }] }]", "Unknown")]
    [InlineData("egress: [{ action: Allow, to: [{ networks: ['${CIDR}'] }] }]", "Reachable")]
    [InlineData("egress: [{ action: Deny, to: [{ networks: ['${CIDR}', 169.254.0.0/16] }] }]", "Blocked")]
    [InlineData("egress: [{ action: Pass, to: [{ networks: ['${CIDR}'] }] }, { action: Deny, to: [{ networks: [0.0.0.0/0] }] }]", "Unknown")]
    [InlineData("egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }], ports: [{ portNumber: { port: '${PORT}' } }] }]", "Unknown")]
    public void An_unknown_denial_counts_for_the_one_bound_and_not_for_the_other(string rest, string expected) => Assert.Equal(expected, ImdsOf(Admin(rest)).ToString());

    [Fact]
    public void A_denial_that_perhaps_selects_leaves_the_answer_open()
    {
        var spec = "{ priority: 1, subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: '${APP}' } } } }, egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }] }] }";
        Assert.Equal(ImdsReachability.Unknown, ImdsOf(Object("v1alpha1", "AdminNetworkPolicy", "a", spec)));
    }

    [Fact]
    public void Ids_of_cluster_scoped_policies_have_no_namespace()
    {
        var scope = Scope(Admin(Egress("Deny", Imds)));
        Assert.Equal("AdminNetworkPolicy/a", Assert.Single(scope.Scope.Policies).Id);
        Assert.Equal(["shop"], scope.Scope.Namespaces.Select(item => item.Name));
        Assert.Equal("web", Assert.Single(scope.Reachability.GetMatchedWorkloads(scope.Scope.Policies[0])).Name);
    }

    [Fact]
    public void An_engine_that_does_not_read_a_kind_ignores_it()
    {
        var scope = Scope(Admin(Egress("Deny", Imds))).Scope;
        Assert.Equal(ImdsReachability.Reachable, Answer(PolicyKinds.NetworkPolicy, PolicyKinds.None));
        Assert.Equal(ImdsReachability.Blocked, Answer(PolicyKinds.All, PolicyKinds.None));
        Assert.Equal(ImdsReachability.Unknown, Answer(PolicyKinds.NetworkPolicy, PolicyKinds.AdminNetworkPolicy));

        ImdsReachability Answer(PolicyKinds enforced, PolicyKinds perhaps) =>
            new Reachability(scope, new PolicyEnforcement(enforced, perhaps, NetworkPolicyDialect.Kubernetes)).Evaluate(scope.Workloads[0]).Imds.Answer;
    }
}
