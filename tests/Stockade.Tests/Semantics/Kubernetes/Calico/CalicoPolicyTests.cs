namespace Stockade.Tests.Semantics.Kubernetes.Calico;

/// <summary>NetworkPolicy and GlobalNetworkPolicy of Calico: what each trap of theirs comes to.</summary>
public sealed class CalicoPolicyTests
{
    private const string AllowAll = "{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}] }";
    private const string DenyImds = "egress: [{ action: Deny, destination: { nets: [169.254.169.254/32] } }]";

    private static string Object(string kind, string name, string spec, string @namespace = "", string labels = "", string version = "projectcalico.org/v3") =>
        $"---\napiVersion: {version}\nkind: {kind}\nmetadata: {{ name: {name}{(@namespace.Length > 0 ? $", namespace: {@namespace}" : "")}{(labels.Length > 0 ? $", labels: {{ {labels} }}" : "")} }}\nspec: {spec}\n";

    private static string Namespaced(string spec, string name = "c", string @namespace = "shop") => Object("NetworkPolicy", name, spec, @namespace);

    private static string Global(string spec, string name = "g") => Object("GlobalNetworkPolicy", name, spec);

    private static string Stored(string spec, string name = "default.c") => Object("NetworkPolicy", name, spec, "shop", version: "crd.projectcalico.org/v1");

    private static string Tier(string name, string spec) => Object("Tier", name, spec);

    private static TestScope Scope(params string[] objects) => TestScope.Parse(PolicyText.Web + string.Concat(objects));

    private static string Imds(params string[] objects) => Scope(objects).Verdicts().Imds.Answer.ToString();

    private static string From(params string[] objects) => Scope(objects).Verdicts().Ingress.Answer.ToString();

    /// <summary>The ingress verdict where the one policy has these rules.</summary>
    private static string Rules(string rules) => From(Namespaced($"{{ ingress: {rules} }}"));

    [Fact]
    public void A_policy_that_only_denies_drops_all_other_traffic_too()
    {
        Assert.Equal("Blocked", Imds(Namespaced("{ types: [Egress], egress: [{ action: Deny, destination: { nets: [10.0.0.0/8] } }] }")));
        Assert.Equal("Isolated", Rules("[{ action: Deny, source: { nets: [10.0.0.0/8] } }]"));
    }

    [Fact]
    public void A_denial_without_order_comes_after_a_network_policy_that_allows()
    {
        Assert.Equal("Reachable", Imds(Namespaced($"{{ {DenyImds} }}"), PolicyText.Policy(AllowAll)));
        Assert.Equal("Blocked", Imds(Namespaced($"{{ order: 999, {DenyImds} }}"), PolicyText.Policy(AllowAll)));
        Assert.Equal("Reachable", Imds(Namespaced($"{{ order: 1000.5, {DenyImds} }}"), PolicyText.Policy(AllowAll)));
    }

    [Theory]
    [InlineData("c", "Blocked")]
    [InlineData("z", "Unknown")]
    public void Beside_a_network_policy_order_1000_decides_by_names_only_if_every_version_agrees(string name, string expected) =>
        Assert.Equal(expected, Imds(Namespaced($"{{ order: 1000, {DenyImds} }}", name), PolicyText.Policy(AllowAll, "p")));

    [Theory]
    [InlineData("{ }", "OpenWorld", "Reachable")]
    [InlineData("{ egress: [{ action: Deny }] }", "OpenWorld", "Blocked")]
    [InlineData("{ ingress: [{ action: Deny }], egress: [{ action: Deny }] }", "Isolated", "Blocked")]
    [InlineData("{ ingress: [{ action: Deny }] }", "Isolated", "Reachable")]
    [InlineData("{ types: [Egress] }", "OpenWorld", "Blocked")]
    [InlineData("{ types: [Ingress], egress: [{ action: Deny }] }", "Isolated", "Reachable")]
    [InlineData("{ types: [], egress: [] }", "Isolated", "Reachable")]
    public void Types_follow_the_rules_that_are_there(string spec, string ingress, string imds)
    {
        var verdicts = Scope(Namespaced(spec)).Verdicts();
        Assert.Equal((spec is "{ }" ? "Isolated" : ingress, imds), (verdicts.Ingress.Answer.ToString(), verdicts.Imds.Answer.ToString()));
    }

    [Fact]
    public void What_is_stored_without_types_applies_to_both_directions()
    {
        var verdicts = Scope(Stored("{ egress: [{ action: Allow }] }")).Verdicts();
        Assert.Equal(("Isolated", "Reachable"), (verdicts.Ingress.Answer.ToString(), verdicts.Imds.Answer.ToString()));
        Assert.Equal("Blocked", Imds(Stored("{ ingress: [{ action: Allow }] }")));
        Assert.Equal("Reachable", Imds(Stored("{ types: [Ingress], ingress: [{ action: Allow }] }")));
    }

    [Fact]
    public void A_pass_in_the_default_tier_skips_network_policies_too()
    {
        Assert.Equal("Reachable", Imds(Namespaced("{ order: 1, egress: [{ action: Pass }] }"), PolicyText.Policy("{ podSelector: {}, policyTypes: [Egress] }")));
        Assert.Equal("OpenWorld", From(Namespaced("{ order: 1, ingress: [{ action: Pass }] }"), PolicyText.Policy("{ podSelector: {} }")));
        Assert.Contains("passes any destination on", Scope(Namespaced("{ order: 1, egress: [{ action: Pass }] }")).Verdicts().Imds.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StagedNetworkPolicy", ", namespace: shop")]
    [InlineData("StagedGlobalNetworkPolicy", "")]
    [InlineData("StagedKubernetesNetworkPolicy", ", namespace: shop")]
    public void Staged_policies_enforce_nothing(string kind, string place)
    {
        var spec = kind is "StagedKubernetesNetworkPolicy" ? "{ podSelector: {}, policyTypes: [Egress, Ingress] }" : "{ types: [Egress, Ingress], stagedAction: Set }";
        var verdicts = Scope($"---\napiVersion: projectcalico.org/v3\nkind: {kind}\nmetadata: {{ name: s{place} }}\nspec: {spec}\n").Verdicts();
        Assert.Equal(("OpenWorld", "Reachable"), (verdicts.Ingress.Answer.ToString(), verdicts.Imds.Answer.ToString()));
    }

    [Fact]
    public void Selector_all_means_endpoints_and_not_every_packet()
    {
        Assert.Equal("Blocked", Imds(Global("{ egress: [{ action: Allow, destination: { selector: all() } }] }")));
        Assert.Equal("Reachable", Imds(Global("{ egress: [{ action: Allow }] }")));
        Assert.Equal("AllNamespaces", From(Global("{ ingress: [{ action: Allow, source: { selector: all() } }] }")));
        Assert.Equal("Restricted", Rules("[{ action: Allow, source: { selector: all() } }]"));
        Assert.Equal("AllNamespaces", Rules("[{ action: Allow, source: { namespaceSelector: all() } }]"));
        Assert.Equal("Isolated", Rules("[{ action: Allow, source: { namespaceSelector: global() } }]"));
        Assert.Equal("OpenWorld", Rules("[{ action: Allow }]"));
    }

    [Fact]
    public void The_address_is_allowed_through_a_network_set()
    {
        const string Sets = "---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: { name: s, labels: { role: imds } }\nspec: { nets: [169.254.169.254] }\n";
        Assert.Equal("Reachable", Imds(Sets, Global("{ egress: [{ action: Allow, destination: { selector: role == 'imds' } }] }")));
        Assert.Equal("Blocked", Imds(Sets, Global("{ egress: [{ action: Allow, destination: { selector: role == 'other' } }] }")));
        Assert.Equal("Blocked", Imds(Sets, Namespaced("{ egress: [{ action: Allow, destination: { selector: role == 'imds' } }] }")));
        Assert.Equal("Reachable", Imds(Sets, Namespaced("{ egress: [{ action: Allow, destination: { selector: role == 'imds', namespaceSelector: global() } }] }")));
        Assert.Equal("Blocked", Imds(Sets, Namespaced("{ egress: [{ action: Allow, destination: { selector: role == 'imds', namespaceSelector: all() } }] }")));
        Assert.Equal("Blocked", Imds(Sets, Global("{ egress: [{ action: Allow, destination: { selector: role == 'imds', notNets: [169.254.0.0/16] } }] }")));
        Assert.Equal("Unknown", Imds(Sets.Replace("169.254.169.254", "'${NET}'", StringComparison.Ordinal), Global("{ egress: [{ action: Allow, destination: { selector: has(role) } }] }")));
        Assert.Equal("Reachable", Imds(Object("NetworkSet", "s", "{ nets: [169.254.0.0/16] }", "shop", "role: imds"), Namespaced("{ egress: [{ action: Allow, destination: { selector: role == 'imds' } }] }")));
        Assert.Equal("Blocked", Imds(Object("NetworkSet", "s", "{ nets: [169.254.0.0/16] }", "other", "role: imds"), Namespaced("{ egress: [{ action: Allow, destination: { selector: role == 'imds' } }] }")));
    }

    [Theory]
    [InlineData("global()", "Blocked")]
    [InlineData("all()", "Reachable")]
    [InlineData("team == 'a'", "Unknown")]
    public void What_is_passed_on_through_a_set_is_open_only_where_it_depends_on_what_no_file_tells(string namespaces, string expected) =>
        Assert.Equal(expected, Imds(
            Object("NetworkSet", "s", "{ nets: [169.254.169.254] }", "elsewhere", "role: imds"),
            Global($"{{ egress: [{{ action: Pass, destination: {{ namespaceSelector: \"{namespaces}\" }} }}] }}")));

    [Fact]
    public void What_is_not_selected_includes_the_outside_only_in_a_policy_of_the_whole_cluster()
    {
        Assert.Equal("Reachable", Imds(Global("{ egress: [{ action: Allow, destination: { notSelector: has(a) } }] }")));
        Assert.Equal("Blocked", Imds(Global("{ egress: [{ action: Allow, destination: { notSelector: has(a), namespaceSelector: all() } }] }")));
        Assert.Equal("Blocked", Imds(Namespaced("{ egress: [{ action: Allow, destination: { notSelector: has(a) } }] }")));
        Assert.Equal("OpenWorld", From(Global("{ ingress: [{ action: Allow, source: { notSelector: has(a) } }] }")));
        Assert.Equal("Restricted", Rules("[{ action: Allow, source: { notSelector: has(a) } }]"));
        Assert.Equal("Isolated", Rules("[{ action: Allow, source: { notSelector: all() } }]"));
    }

    [Fact]
    public void Tiers_are_asked_by_order_and_fall_through_by_their_default_action()
    {
        var deny = Global("{ tier: late, types: [Egress], egress: [{ action: Deny }] }", "late.deny");
        var allow = Global("{ tier: early, types: [Egress], egress: [{ action: Allow, destination: { nets: [169.254.0.0/16] } }] }", "early.allow");
        Assert.Equal("Reachable", Imds(Tier("early", "{ order: 10 }"), Tier("late", "{ order: 20 }"), deny, allow));
        Assert.Equal("Blocked", Imds(Tier("early", "{ order: 30 }"), Tier("late", "{ order: 20 }"), deny, allow));
        Assert.Equal("Blocked", Imds(Tier("early", "{}"), Tier("late", "{ order: 20 }"), deny, allow));
        Assert.Equal("Reachable", Imds(Tier("early", "{ order: 10 }"), Tier("late", "{ order: 10 }"), deny, allow));

        var other = Global("{ tier: early, types: [Egress], egress: [{ action: Allow, destination: { nets: [10.0.0.0/8] } }] }", "early.other");
        Assert.Equal("Blocked", Imds(Tier("early", "{ order: 10 }"), other));
        Assert.Equal("Reachable", Imds(Tier("early", "{ order: 10, defaultAction: Pass }"), other));
        Assert.Equal("Blocked", Imds(Tier("early", "{ order: 10, defaultAction: Pass }"), other, PolicyText.Policy("{ podSelector: {}, policyTypes: [Egress] }")));
        Assert.Equal("Reachable", Imds(Tier("early", "{ order: 10 }"), Global("{ tier: early, types: [Egress], egress: [{ action: Pass }] }", "early.pass"), deny.Replace("tier: late", "tier: kube-baseline", StringComparison.Ordinal).Replace("Deny", "Pass", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_tier_that_no_file_declares_may_stand_anywhere()
    {
        var policy = Global("{ tier: security, types: [Egress], egress: [{ action: Deny, destination: { nets: [169.254.169.254/32] } }, { action: Pass }] }", "security.g");
        Assert.Equal("Blocked", Imds(policy));
        var verdict = Scope(policy, PolicyText.Policy(AllowAll)).Verdicts().Imds;
        Assert.Equal(("Unknown", "where tier 'security' of policy 'security.g' stands is not in the files"), (verdict.Answer.ToString(), verdict.Because));
        Assert.Equal("Blocked", Imds(policy, PolicyText.Policy(AllowAll), Tier("security", "{ order: 5 }")));
        Assert.Equal("Unknown", Imds(policy, PolicyText.Policy(AllowAll), Tier("security", "{ order: '${ORDER}' }")));
    }

    [Fact]
    public void Policies_of_one_order_are_asked_by_name()
    {
        Assert.Equal("Blocked", Imds(Namespaced("{ egress: [{ action: Allow }] }", "b"), Global($"{{ {DenyImds} }}", "a")));
        Assert.Equal("Reachable", Imds(Namespaced("{ egress: [{ action: Allow }] }", "b"), Global($"{{ {DenyImds} }}", "c")));
        Assert.Equal("Blocked", Imds(Stored("{ egress: [{ action: Allow }] }", "default.b"), Namespaced($"{{ {DenyImds} }}", "a")));
        Assert.Equal("Reachable", Imds(Stored("{ egress: [{ action: Allow }] }", "default.b"), Namespaced($"{{ {DenyImds} }}", "c")));

        var many = Enumerable.Range(0, 12).Select(static index => Global($"{{ egress: [{{ action: {(index == 11 ? "Allow" : "Deny")} }}] }}", $"g{11 - index:D2}"));
        Assert.Equal("Reachable", Imds([.. many]));
    }

    [Theory]
    [InlineData("app == 'web'", "Blocked")]
    [InlineData("app == 'api' || tier starts with 'fr'", "Blocked")]
    [InlineData("!(app == 'web' && tier == 'front')", "Reachable")]
    [InlineData("app not in {'web'}", "Reachable")]
    [InlineData("projectcalico.org/namespace == 'shop'", "Blocked")]
    [InlineData("projectcalico.org/namespace != 'shop'", "Reachable")]
    [InlineData("projectcalico.org/orchestrator == 'k8s'", "Blocked")]
    [InlineData("projectcalico.org/orchestrator == 'other'", "Reachable")]
    [InlineData("projectcalico.org/serviceaccount == 'default'", "Blocked")]
    [InlineData("!has(projectcalico.org/serviceaccount)", "Reachable")]
    [InlineData("app == '${APP}'", "Unknown")]
    [InlineData("pcns.team == 'a'", "Unknown")]
    public void A_policy_selects_pods(string selector, string expected) =>
        Assert.Equal(expected, Imds(Global($"{{ selector: \"{selector}\", types: [Egress] }}")));

    [Theory]
    [InlineData("namespaceSelector: \"team == 'a'\"", "Blocked")]
    [InlineData("namespaceSelector: \"team != 'a'\"", "Reachable")]
    [InlineData("namespaceSelector: \"projectcalico.org/name == 'shop'\"", "Blocked")]
    [InlineData("namespaceSelector: \"kubernetes.io/metadata.name in {'other'}\"", "Reachable")]
    [InlineData("namespaceSelector: all()", "Blocked")]
    [InlineData("serviceAccountSelector: \"projectcalico.org/name == 'default'\"", "Blocked")]
    [InlineData("serviceAccountSelector: \"projectcalico.org/name == 'other'\"", "Reachable")]
    [InlineData("serviceAccountSelector: \"role == 'x'\"", "Unknown")]
    [InlineData("doNotTrack: true, applyOnForward: true", "Reachable")]
    [InlineData("applyOnForward: true", "Blocked")]
    public void A_policy_of_the_whole_cluster_selects_pods_by_more(string field, string expected) =>
        Assert.Equal(expected, Imds("---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n", Global($"{{ {field}, types: [Egress] }}")));

    [Theory]
    [InlineData("protocol: TCP, destination: { ports: [80] }", "Reachable")]
    [InlineData("protocol: TCP, destination: { ports: ['79:81'] }", "Reachable")]
    [InlineData("protocol: 6, destination: { ports: ['80'] }", "Reachable")]
    [InlineData("protocol: UDP, destination: { ports: [80] }", "Blocked")]
    [InlineData("protocol: TCP, destination: { ports: [http] }", "Blocked")]
    [InlineData("protocol: TCP, destination: { notPorts: [80] }", "Blocked")]
    [InlineData("protocol: TCP, destination: { notPorts: [81, '1:79'] }", "Reachable")]
    [InlineData("protocol: TCP, destination: { ports: ['1:100'], notPorts: ['50:90'] }", "Blocked")]
    [InlineData("protocol: TCP, destination: { notPorts: [http] }", "Reachable")]
    [InlineData("protocol: ICMP", "Blocked")]
    [InlineData("protocol: ICMP, icmp: { type: 8 }", "Blocked")]
    [InlineData("notProtocol: ICMP", "Reachable")]
    [InlineData("notProtocol: TCP", "Blocked")]
    [InlineData("notProtocol: UDP", "Reachable")]
    [InlineData("ipVersion: 6", "Blocked")]
    [InlineData("ipVersion: 4", "Reachable")]
    [InlineData("destination: { notNets: [169.254.169.254/32] }", "Blocked")]
    [InlineData("destination: { nets: [0.0.0.0/0], notNets: [10.0.0.0/8] }", "Reachable")]
    [InlineData("destination: { nets: [169.254.169.254] }", "Reachable")]
    [InlineData("source: { selector: app == 'web' }", "Reachable")]
    [InlineData("source: { selector: app == 'api' }", "Blocked")]
    [InlineData("protocol: TCP, source: { ports: [1000] }", "Unknown")]
    [InlineData("source: { nets: [10.0.0.0/8] }", "Unknown")]
    [InlineData("destination: { services: { name: api } }", "Unknown")]
    [InlineData("destination: { services: { name: kubernetes, namespace: default } }", "Blocked")]
    [InlineData("destination: { serviceAccounts: { names: [robot] } }", "Blocked")]
    [InlineData("protocol: TCP, destination: { ports: ['${PORT}'] }", "Unknown")]
    public void All_parts_of_a_rule_must_match(string parts, string expected) =>
        Assert.Equal(expected, Imds(Namespaced($"{{ egress: [{{ action: Allow, {parts.Replace("app == 'web'", "\"app == 'web'\"", StringComparison.Ordinal).Replace("app == 'api'", "\"app == 'api'\"", StringComparison.Ordinal)} }}] }}")));

    [Fact]
    public void Rules_about_some_of_the_pods_stay_in_order()
    {
        const string Others = "{ action: Deny, source: { selector: \"app == 'api'\" } }";
        const string Own = "{ action: Deny, source: { selector: \"app == 'web'\" }, destination: { nets: [169.254.169.254/32] } }";
        Assert.Equal("Reachable", Imds(Namespaced($"{{ egress: [{Others}, {{ action: Allow }}] }}")));
        Assert.Equal("Blocked", Imds(Namespaced($"{{ egress: [{Own}, {{ action: Allow }}] }}")));
        Assert.Equal("Reachable", Imds(Namespaced($"{{ egress: [{{ action: Allow }}, {Own}] }}")));
        Assert.Equal("Restricted", Rules("[{ action: Allow, source: { selector: has(a) }, destination: { selector: \"app == 'web'\" } }]"));
        Assert.Equal("Isolated", Rules("[{ action: Allow, source: { selector: has(a) }, destination: { selector: \"app == 'api'\" } }]"));
    }

    [Theory]
    [InlineData("[{ action: Log }, { action: Allow, source: { selector: has(a) } }]", "Restricted")]
    [InlineData("[{ action: Deny, source: { selector: has(a) } }, { action: Allow, source: { namespaceSelector: all() } }]", "Restricted")]
    [InlineData("[{ action: Allow, source: { namespaceSelector: all(), selector: has(a) } }, { action: Allow, source: { namespaceSelector: all(), selector: '!has(a)' } }]", "AllNamespaces")]
    [InlineData("[{ action: Allow, source: { namespaceSelector: all(), selector: 'has(a) || !has(a)' } }]", "AllNamespaces")]
    [InlineData("[{ action: Allow, source: { namespaceSelector: \"projectcalico.org/name starts with 'dev-'\" } }]", "Restricted")]
    [InlineData("[{ action: Allow, source: { namespaceSelector: \"projectcalico.org/name starts with 'dev-' || !(projectcalico.org/name starts with 'dev-')\" } }]", "AllNamespaces")]
    [InlineData("[{ action: Allow, source: { selector: \"a starts with 'x' && a == 'y'\" } }]", "Isolated")]
    [InlineData("[{ action: Allow, source: { selector: \"a starts with 'x' && a ends with 'y' && !(a contains 'z')\" } }]", "Restricted")]
    [InlineData("[{ action: Allow, source: { selector: \"a == 'not a label value'\" } }]", "Isolated")]
    [InlineData("[{ action: Allow, source: { selector: \"a contains ' '\" } }]", "Isolated")]
    [InlineData("[{ action: Allow, source: { selector: all(), nets: [10.0.0.0/8] } }]", "Restricted")]
    [InlineData("[{ action: Allow, source: { selector: all(), nets: [10.0.0.0/8], notNets: [10.0.0.0/7] } }]", "Isolated")]
    [InlineData("[{ action: Deny, source: { nets: [10.0.0.0/8], notNets: [10.0.0.0/7] } }, { action: Allow, source: { namespaceSelector: all() } }]", "AllNamespaces")]
    [InlineData("[{ action: Deny, source: { nets: [10.0.0.0/8] } }, { action: Allow, source: { namespaceSelector: all() } }]", "Unknown")]
    [InlineData("[{ action: Deny, source: { nets: [10.0.0.0/8] } }, { action: Allow, source: { selector: has(a) } }]", "Restricted")]
    [InlineData("[{ action: Deny, source: { nets: [10.0.0.0/8] } }, { action: Allow, source: { selector: has(a), nets: [10.1.0.0/16] } }]", "Unknown")]
    [InlineData("[{ action: Deny, source: { nets: [10.0.0.0/8] } }, { action: Allow, source: { selector: has(a), nets: [10.0.0.0/7] } }]", "Restricted")]
    [InlineData("[{ action: Deny, source: { nets: [0.0.0.0/0] } }, { action: Deny, source: { nets: ['::/0'] } }, { action: Allow, source: { selector: has(a) } }]", "Isolated")]
    [InlineData("[{ action: Allow, source: { nets: [0.0.0.0/1] } }, { action: Allow, source: { nets: [128.0.0.0/1] } }]", "OpenWorld")]
    [InlineData("[{ action: Allow, source: { notNets: [10.0.0.0/8] } }]", "OpenWorld")]
    [InlineData("[{ action: Allow, protocol: ICMP }]", "Isolated")]
    [InlineData("[{ action: Allow, protocol: TCP, destination: { ports: [http] } }]", "OpenWorld")]
    [InlineData("[{ action: Allow, protocol: UDP, destination: { ports: [http] } }]", "Isolated")]
    [InlineData("[{ action: Allow, source: { serviceAccounts: { names: [robot] } } }]", "Restricted")]
    [InlineData("[{ action: Allow, source: { serviceAccounts: { names: [] } } }]", "OpenWorld")]
    [InlineData("[{ action: Allow, source: { services: { name: front } } }]", "Unknown")]
    [InlineData("[{ action: Allow, http: { methods: [GET] } }]", "OpenWorld")]
    [InlineData("'${RULES}'", "Unknown")]
    public void Sources_are_judged_over_every_pod_that_could_exist(string rules, string expected) => Assert.Equal(expected, Rules(rules));

    [Theory]
    [InlineData("[{ action: Deny, source: { nets: [0.0.0.0/0] } }, { action: Deny, source: { nets: ['::/0'] } }, { action: Allow }]", "Isolated")]
    [InlineData("[{ action: Deny, source: { nets: [0.0.0.0/1] } }, { action: Deny, source: { nets: ['::/0'] } }, { action: Deny, source: { nets: [128.0.0.0/1] } }, { action: Allow }]", "Isolated")]
    [InlineData("[{ action: Deny, source: { nets: [0.0.0.0/0] } }, { action: Allow, protocol: TCP, source: { selector: app == 'a' } }, { action: Deny, source: { nets: ['::/0'] } }, { action: Allow }]", "Restricted")]
    [InlineData("[{ action: Deny, source: { nets: [0.0.0.0/0] } }, { action: Deny, protocol: TCP, source: { nets: ['::/0'] } }, { action: Allow, protocol: TCP }]", "Isolated")]
    [InlineData("[{ action: Deny, protocol: TCP, source: { nets: [0.0.0.0/0] } }, { action: Deny, source: { nets: ['::/0'] } }, { action: Allow, protocol: TCP, source: { selector: all() } }]", "Unknown")]
    [InlineData("[{ action: Deny, source: { nets: [0.0.0.0/0] } }, { action: Allow, source: { selector: all() } }]", "Restricted")]
    public void Denials_that_together_name_every_address_leave_nobody(string rules, string expected) => Assert.Equal(expected, Rules(rules));

    [Fact]
    public void Which_pods_are_passed_on_by_their_addresses_is_not_known() =>
        Assert.Equal("Unknown", From(
            Tier("early", "{ order: 10 }"),
            Namespaced("{ tier: early, ingress: [{ action: Pass, source: { nets: [10.0.0.0/8] } }, { action: Allow, source: { selector: \"a == '${X}'\" } }] }", "early.c"),
            Namespaced("{ types: [Ingress] }")));

    [Theory]
    [InlineData(100, "Restricted")]
    [InlineData(1000, "Unknown")]
    public void Of_many_addresses_that_pods_may_have_only_the_safe_reading_is_told(int count, string expected)
    {
        var nets = string.Join(", ", Enumerable.Range(0, count).Select(static index => $"11.{index / 100}.{index % 100}.0/32"));
        Assert.Equal(expected, Rules($"[{{ action: Deny, source: {{ nets: [{nets}] }} }}, {{ action: Allow, source: {{ selector: has(a) }} }}]"));
        Assert.Equal("Unknown", Rules($"[{{ action: Pass, source: {{ nets: [{nets}] }} }}, {{ action: Allow, source: {{ selector: has(a) }} }}]"));
    }

    [Fact]
    public void Kinds_of_two_engines_are_not_enforced_together()
    {
        const string Cilium = "---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: n, namespace: shop }\nspec: { endpointSelector: {}, egress: [{ toEntities: [world] }] }\n";
        var verdict = Scope(Cilium, Namespaced("{ types: [Egress] }")).Verdicts().Imds;
        Assert.Equal(("Unknown", "no policy engine reads both CiliumNetworkPolicy 'n' and NetworkPolicy 'c'"), (verdict.Answer.ToString(), verdict.Because));
        Assert.Equal("Reachable", Imds(Cilium, Namespaced("{ egress: [{ action: Allow }] }")));
    }

    [Fact]
    public void Admin_policies_stand_in_tiers_of_their_own()
    {
        const string Admin = "---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: a }\nspec: { priority: 5, subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ networks: [169.254.169.254/32] }] }] }\n";
        var allow = Global("{ tier: early, egress: [{ action: Allow }] }", "early.a");
        Assert.Equal("Reachable", Imds(Admin, allow, Tier("early", "{ order: 999 }")));
        Assert.Equal("Blocked", Imds(Admin, allow, Tier("early", "{ order: 1001 }")));
        Assert.Equal("Blocked", Imds(Admin, Global("{ order: 1, egress: [{ action: Allow }] }")));
    }

    [Theory]
    [InlineData("selector: app = 'a'", "at '=' in the selector '==' is expected")]
    [InlineData("selector: \"app == 'a' &&\"", "at the end of the selector a label, has(), all(), '!' or '(' is expected")]
    [InlineData("selector: global()", "global() stands alone, in the namespaceSelector of a rule")]
    [InlineData("selector: { matchLabels: { app: a } }", "spec.selector is a mapping, not a string")]
    [InlineData("types: [ingress]", "type 'ingress' is neither Ingress nor Egress")]
    [InlineData("types: [Egress, Egress]", "type 'Egress' stands twice")]
    [InlineData("order: high", "spec.order is the string 'high', not a number")]
    [InlineData("egress: [{ action: allow }]", "action 'allow' is none of Allow, Deny, Log, Pass")]
    [InlineData("egress: [{ destination: { nets: [10.0.0.0/8] } }]", "the rule has no action")]
    [InlineData("egress: [{ action: Allow, destination: { ports: [80] } }]", "the rule names ports without the protocol TCP, UDP or SCTP")]
    [InlineData("egress: [{ action: Allow, protocol: tcp, destination: { ports: [80] } }]", "protocol 'tcp' is none of TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite, nor a number")]
    [InlineData("egress: [{ action: Allow, protocol: TCP, destination: { ports: ['90:80'] } }]", "port range '90:80' ends below its start")]
    [InlineData("egress: [{ action: Allow, protocol: TCP, destination: { ports: ['80-90x,'] } }]", "'80-90x,' is neither a port, a range of ports 'low:high', nor a port name")]
    [InlineData("egress: [{ action: Allow, protocol: TCP, destination: { ports: [0] } }]", "spec.egress[0].destination.ports[0] 0 is not between 1 and 65535")]
    [InlineData("egress: [{ action: Allow, destination: { nets: [10.0.0.0/33] } }]", "'10.0.0.0/33' is not an address block")]
    [InlineData("egress: [{ action: Allow, destination: { nets: [10.0.0.1/8] } }]", "'10.0.0.1/8' has host bits; the block is '10.0.0.0/8'")]
    [InlineData("egress: [{ action: Allow, destination: { nets: [10.0.0.0/8, '::/0'] } }]", "'::/0' is of another family than IPv4 of the rule")]
    [InlineData("egress: [{ action: Allow, ipVersion: 6, destination: { nets: [10.0.0.0/8] } }]", "'10.0.0.0/8' is of another family than IPv6 of the rule")]
    [InlineData("egress: [{ action: Allow, icmp: { type: 8 } }]", "the rule has icmp without the protocol ICMP or ICMPv6")]
    [InlineData("egress: [{ action: Allow, http: { methods: [GET] } }]", "http stands in an egress rule")]
    [InlineData("egress: [{ action: Allow, destination: { services: { name: a, namespace: b }, selector: all() } }]", "services stands beside a selector or serviceAccounts")]
    [InlineData("egress: [{ action: Allow, destination: { selector: global() } }]", "global() stands alone, in the namespaceSelector of a rule")]
    [InlineData("egress: [{ action: Allow, destination: { namespaceSelector: \"global() || has(a)\" } }]", "global() stands alone, in the namespaceSelector of a rule")]
    [InlineData("preDNAT: true", "preDNAT and doNotTrack need applyOnForward")]
    public void What_Calico_refuses_counts_as_absent(string field, string message)
    {
        var scope = Scope(Global($"{{ {field} }}"));

        Assert.Equal(message, Assert.Single(Assert.Single(scope.Scope.Policies).Rejections).Message);
        Assert.Equal("OpenWorld", scope.Verdicts().Ingress.Answer.ToString());
    }

    [Theory]
    [InlineData("selector: app == 'a' and b == 'c'", "and")]
    [InlineData("selector: \"(app == 'a'\"", "\"(app == 'a'\"")]
    [InlineData("selector: \"app in 'a'\"", "'")]
    [InlineData("egress: [{ action: Allow, destination: { nets: [10.0.0.0/8, oops] } }]", "oops")]
    public void A_refusal_points_at_the_text_that_causes_it(string field, string text) =>
        Assert.Equal(text, Assert.Single(Assert.Single(Scope(Global($"{{ {field} }}")).Scope.Policies).Rejections).Location.Text);

    [Fact]
    public void What_is_stored_is_not_refused_for_its_spelling()
    {
        Assert.Equal("Reachable", Imds(Stored("{ types: [Egress], egress: [{ action: Allow, protocol: tcp, destination: { nets: [169.254.169.1/24], ports: [80] } }] }")));
        Assert.Equal("Reachable", Imds(Object("NetworkPolicy", "p", "{ types: [Egress] }", "shop", version: "projectcalico.org/v1")));
    }

    [Theory]
    [InlineData("types: [egress], egress: [{ action: allow }]", "OpenWorld Reachable")]
    [InlineData("types: [EGRESS, Egress], egress: [{ action: DENY }]", "OpenWorld Blocked")]
    [InlineData("types: [Egress], egress: [{ action: Next-Tier }, { action: Deny }]", "OpenWorld Reachable")]
    [InlineData("types: [Both], ingress: [{ action: Deny }]", "OpenWorld Reachable")]
    [InlineData("types: [Egress], egress: [{ action: pass }]", "OpenWorld Reachable AKS3009")]
    public void Actions_and_types_that_are_stored_are_compared_without_case(string spec, string expected)
    {
        var scope = Scope(Stored($"{{ {spec} }}"));
        var verdicts = scope.Verdicts();
        Assert.Equal(expected, $"{verdicts.Ingress.Answer} {verdicts.Imds.Answer}{(Assert.Single(scope.Scope.Policies).IsRejected ? " AKS3009" : "")}");
    }

    [Theory]
    [InlineData("10.0.0.300/8", "Unknown")]
    [InlineData("10.0.0.0/8", "Restricted")]
    [InlineData("0.0.0.0/0", "OpenWorld")]
    public void What_no_address_is_in_a_stored_source_may_mean_every_source(string net, string expected)
    {
        var scope = Scope(Stored($"{{ types: [Ingress], ingress: [{{ action: Allow, source: {{ nets: ['{net}'] }} }}] }}"));

        Assert.Equal(expected, scope.Verdicts().Ingress.Answer.ToString());
        Assert.Empty(Assert.Single(scope.Scope.Policies).Rejections);
    }

    [Fact]
    public void A_tier_of_Calico_itself_moves_only_where_it_is_stored_so()
    {
        const string Early = "---\napiVersion: GROUP\nkind: Tier\nmetadata: { name: default }\nspec: { order: 10 }\n";
        string[] rest = [Tier("middle", "{ order: 100 }"), Global("{ tier: middle, types: [Egress] }", "middle.g"), Namespaced("{ types: [Egress], egress: [{ action: Allow }] }")];

        Assert.Equal("Blocked", Imds(rest));
        Assert.Equal("Reachable", Imds([Early.Replace("GROUP", "crd.projectcalico.org/v1", StringComparison.Ordinal), .. rest]));
        Assert.Equal("Blocked", Imds([Early.Replace("GROUP", "projectcalico.org/v3", StringComparison.Ordinal), .. rest]));
    }

    [Theory]
    [InlineData("{ order: first }")]
    [InlineData("{ defaultAction: Allow }")]
    public void A_tier_that_is_refused_is_as_one_that_is_not_declared(string spec)
    {
        var scope = Scope(Tier("early", spec), Global("{ tier: early, types: [Egress] }", "early.g"), PolicyText.Policy(AllowAll));
        Assert.Equal("Unknown", scope.Verdicts().Imds.Answer.ToString());
        Assert.Empty(scope.Scope.Tiers);
    }
}
