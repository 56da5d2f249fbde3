using Stockade.Semantics.Kubernetes;
using static Stockade.Tests.Semantics.Kubernetes.PolicyText;

namespace Stockade.Tests.Semantics.Kubernetes;

public sealed class ReachabilityTests
{
    [Theory]
    [InlineData("{ podSelector: {} }", "Isolated")]
    [InlineData("{ podSelector: { matchLabels: { app: api } } }", "OpenWorld")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress] }", "OpenWorld")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], ingress: [{ from: [{ podSelector: {} }] }] }", "OpenWorld")]
    [InlineData("{ podSelector: {}, egress: [] }", "Isolated")]
    [InlineData("{ podSelector: {}, ingress: [{}] }", "OpenWorld")]
    [InlineData("{ podSelector: {}, ingress: [{ from: null, ports: [{ port: 80 }] }] }", "OpenWorld")]
    public void Isolation_comes_before_rules(string spec, string expected) => Assert.Equal(expected, Ingress(spec).ToString());

    [Theory]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/0 } }]", "OpenWorld")]
    [InlineData("[{ ipBlock: { cidr: 10.10.0.0/0 } }]", "OpenWorld")]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16] } }]", "OpenWorld")]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 128.0.0.0/1 } }]", "OpenWorld")]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/1 } }]", "Restricted")]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 128.0.0.0/32 } }]", "OpenWorld")]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 127.0.0.0/8 } }]", "Restricted")]
    [InlineData("[{ ipBlock: { cidr: 10.0.0.0/8 } }]", "Restricted")]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/0, except: [0.0.0.0/1, 128.0.0.0/1] } }]", "Isolated")]
    [InlineData("[{ ipBlock: { cidr: 0.0.0.0/0, except: [0.0.0.0/1] } }]", "Restricted")]
    [InlineData("[{ ipBlock: { cidr: '::/0' } }]", "OpenWorld")]
    [InlineData("[{ ipBlock: { cidr: '2000::/3' } }]", "OpenWorld")]
    [InlineData("[{ ipBlock: { cidr: '2000::/4' } }]", "Restricted")]
    [InlineData("[{ ipBlock: { cidr: '2000::/4' } }, { ipBlock: { cidr: '3000::/128' } }]", "OpenWorld")]
    [InlineData("[{ ipBlock: { cidr: 'fd00::/8' } }]", "Restricted")]
    [InlineData("[{ ipBlock: { cidr: '::/0', except: ['2000::/3'] } }]", "Restricted")]
    public void Open_to_the_world_is_more_than_half_of_the_addresses(string peers, string expected) => Assert.Equal(expected, From(peers).ToString());

    [Theory]
    [InlineData("[{ namespaceSelector: {} }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: {}, podSelector: {} }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: {}, podSelector: { matchLabels: { app: a } } }]", "Restricted")]
    [InlineData("[{ podSelector: {} }]", "Restricted")]
    [InlineData("[{ namespaceSelector: {} }, { ipBlock: { cidr: 10.0.0.0/8 } }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: team, operator: Exists }] } }, { namespaceSelector: { matchExpressions: [{ key: team, operator: DoesNotExist }] } }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: team, operator: In, values: [a] }] } }, { namespaceSelector: { matchExpressions: [{ key: team, operator: NotIn, values: [a] }] } }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: team, operator: In, values: [a, b] }] } }, { namespaceSelector: { matchExpressions: [{ key: team, operator: NotIn, values: [a] }] } }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: team, operator: In, values: [a] }] } }, { namespaceSelector: { matchExpressions: [{ key: team, operator: NotIn, values: [a, b] }] } }]", "Restricted")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: team, operator: In, values: [a] }] } }, { namespaceSelector: { matchExpressions: [{ key: team, operator: Exists }] } }]", "Restricted")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: Exists }] } }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }] } }]", "Restricted")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [shop] }] } }, { podSelector: {} }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [Not_A_Name] }] } }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }, { namespaceSelector: {}, podSelector: { matchExpressions: [{ key: app, operator: DoesNotExist }] } }]", "AllNamespaces")]
    [InlineData("[{ podSelector: { matchExpressions: [{ key: app, operator: Exists }, { key: app, operator: DoesNotExist }] } }]", "Isolated")]
    [InlineData("[{ podSelector: { matchLabels: { app: a }, matchExpressions: [{ key: app, operator: NotIn, values: [a] }] } }]", "Isolated")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: DoesNotExist }] } }]", "Isolated")]
    [InlineData("[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: Not_A_Name } } }]", "Isolated")]
    [InlineData("[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: elsewhere } } }]", "Restricted")]
    public void All_namespaces_is_decided_over_every_pod_that_could_exist(string peers, string expected) => Assert.Equal(expected, From(peers).ToString());

    [Theory]
    [InlineData("{ team: a }", "{ matchLabels: { kubernetes.io/metadata.name: data, team: a } }", "Restricted")]
    [InlineData("{ team: b }", "{ matchLabels: { kubernetes.io/metadata.name: data, team: a } }", "Isolated")]
    [InlineData("{ team: '${TEAM}' }", "{ matchLabels: { kubernetes.io/metadata.name: data, team: a } }", "Unknown")]
    [InlineData("{ team: '${TEAM}' }", "{ matchLabels: { kubernetes.io/metadata.name: data } }", "Restricted")]
    [InlineData("{ team: a }", "{ matchLabels: { kubernetes.io/metadata.name: data, team: '${TEAM}' } }", "Unknown")]
    public void The_labels_of_a_declared_namespace_are_fixed(string labels, string selector, string expected)
    {
        var text = Web + $"---\napiVersion: v1\nkind: Namespace\nmetadata: {{ name: data, labels: {labels} }}\n"
            + Policy($"{{ podSelector: {{}}, ingress: [{{ from: [{{ namespaceSelector: {selector} }}] }}] }}");

        Assert.Equal(expected, TestScope.Parse(text).Verdicts().Ingress.Answer.ToString());
    }

    [Theory]
    [InlineData("a", "AllNamespaces")]
    [InlineData("b", "Restricted")]
    [InlineData("${TEAM}", "Unknown")]
    public void A_declared_namespace_may_complete_the_union(string team, string expected)
    {
        var text = Web + $"---\napiVersion: v1\nkind: Namespace\nmetadata: {{ name: data, labels: {{ team: '{team}' }} }}\n"
            + Policy(
                """
                { podSelector: {}, ingress: [{ from: [
                    { namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [data] }] } },
                    { namespaceSelector: { matchLabels: { team: a } } }] }] }
                """);

        Assert.Equal(expected, TestScope.Parse(text).Verdicts().Ingress.Answer.ToString());
    }

    [Theory]
    [InlineData("[{ port: http }]", "OpenWorld")]
    [InlineData("[{ port: http, protocol: UDP }]", "Isolated")]
    [InlineData("[{ port: dns }]", "Isolated")]
    [InlineData("[{ port: dns, protocol: UDP }]", "OpenWorld")]
    [InlineData("[{ port: https }]", "Isolated")]
    [InlineData("[{ port: https }, { port: 9 }]", "OpenWorld")]
    [InlineData("[{ protocol: SCTP }]", "OpenWorld")]
    [InlineData("[{ port: 65535 }]", "OpenWorld")]
    public void A_port_name_is_one_the_selected_pod_declares(string ports, string expected) => Assert.Equal(expected, Ports(ports).ToString());

    [Theory]
    [InlineData("80", "80", "OpenWorld")]
    [InlineData("80", "81", "Restricted")]
    [InlineData("80", "80, endPort: 90", "OpenWorld")]
    [InlineData("90", "80, endPort: 90", "OpenWorld")]
    [InlineData("91", "80, endPort: 90", "Restricted")]
    [InlineData("8080", "http", "OpenWorld")]
    [InlineData("80", "80, protocol: UDP", "Restricted")]
    public void Halves_of_the_world_count_together_only_on_one_port(string first, string second, string expected) =>
        Assert.Equal(
            expected,
            Ingress(
                $"{{ podSelector: {{}}, ingress: [{{ from: [{{ ipBlock: {{ cidr: 0.0.0.0/1 }} }}], ports: [{{ port: {first} }}] }}] }}",
                $"{{ podSelector: {{}}, ingress: [{{ from: [{{ ipBlock: {{ cidr: 128.0.0.0/1 }} }}], ports: [{{ port: {second} }}] }}] }}").ToString());

    [Theory]
    [InlineData("{}", "Reachable")]
    [InlineData("{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }", "Reachable")]
    [InlineData("{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }", "Blocked")]
    [InlineData("{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.253/32] } }] }", "Reachable")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 80 }] }", "Reachable")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 53 }] }", "Blocked")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 80, protocol: UDP }] }", "Blocked")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 79, endPort: 81 }] }", "Reachable")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 81, endPort: 90 }] }", "Blocked")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{}] }", "Reachable")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: http }] }", "Blocked")]
    [InlineData("{ ports: [{ port: http }] }", "Blocked")]
    [InlineData("{ to: [{ ipBlock: { cidr: '::/0' } }] }", "Blocked")]
    [InlineData("{ to: [{ namespaceSelector: {} }] }", "Blocked")]
    [InlineData("{ to: [{ podSelector: {} }] }", "Blocked")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.0/16 } }] }", "Reachable")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.252/30, except: [169.254.169.255/32] } }] }", "Reachable")]
    [InlineData("{ to: [{ ipBlock: { cidr: 169.254.169.252/30, except: [169.254.169.254/31] } }] }", "Blocked")]
    public void The_metadata_service_is_one_address_and_one_port(string rule, string expected) => Assert.Equal(expected, To(rule).ToString());

    [Theory]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: '${CIDR}' } }] }] }", "Unknown")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: '${CIDR}', except: [169.254.169.254/32] } }] }] }", "Blocked")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: ['${CIDR}'] } }] }] }", "Unknown")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: ['${CIDR}'] } }] }] }", "Blocked")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: '${CIDR}' } }], ports: [{ port: 53 }] }] }", "Blocked")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: '${PORT}' }] }] }", "Unknown")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: '${PORT}' }] }, {}] }", "Reachable")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: '${APP}' } } }] }] }", "Blocked")]
    [InlineData("{ podSelector: { matchLabels: { app: '${APP}' } }, policyTypes: [Egress] }", "Unknown")]
    [InlineData("{ podSelector: { matchLabels: { app: '${APP}' } }, policyTypes: [Egress], egress: [{}] }", "Reachable")]
    [InlineData("{ podSelector: { matchLabels: { app: '${APP}', tier: back } }, policyTypes: [Egress] }", "Reachable")]
    [InlineData("{ podSelector: {}, policyTypes: ['${TYPE}'] }", "Unknown")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress, '${TYPE}'] }", "Blocked")]
    [InlineData("{ podSelector: {}, policyTypes: [Egress], egress: '${RULES}' }", "Unknown")]
    [InlineData("'${SPEC}'", "Unknown")]
    public void An_unknown_value_makes_the_answer_unknown_only_where_it_matters(string spec, string expected) => Assert.Equal(expected, Imds(spec).ToString());

    [Fact]
    public void Unknown_policies_together_may_be_certain()
    {
        const string Perhaps = "{ podSelector: { matchLabels: { app: '${APP}' } }, policyTypes: [Egress] }";

        Assert.Equal(ImdsReachability.Unknown, Imds(Perhaps));
        Assert.Equal(ImdsReachability.Blocked, Imds(Perhaps, "{ podSelector: {}, policyTypes: [Egress] }"));
    }

    [Fact]
    public void Two_policies_that_split_an_unknown_label_isolate_for_certain()
    {
        var text = Web.Replace("app: web", "app: '${APP}'", StringComparison.Ordinal)
            + Policy("{ podSelector: { matchLabels: { app: a } } }", "a")
            + Policy("{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [a] }] } }", "b");

        Assert.Equal(IngressExposure.Isolated, TestScope.Parse(text).Verdicts().Ingress.Answer);
    }

    [Theory]
    [InlineData("{ kubernetes.io/metadata.name: '${NS}' }", "Restricted")]
    [InlineData("{ team: '${TEAM}' }", "Restricted")]
    public void One_unknown_namespace_is_still_a_restriction(string labels, string expected) =>
        Assert.Equal(expected, From($"[{{ namespaceSelector: {{ matchLabels: {labels} }} }}]").ToString());

    [Theory]
    [InlineData("{ podSelector: { matchLabels: { app: '${APP}' } } }", "Restricted")]
    [InlineData("{ podSelector: { matchLabels: { app: '${APP}' }, matchExpressions: [{ key: app, operator: NotIn, values: [a] }] } }", "Unknown")]
    [InlineData("{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: '${NS}', team: a } } }", "Unknown")]
    public void An_unknown_peer_may_be_nobody_where_something_else_restricts_it(string peer, string expected) => Assert.Equal(expected, From($"[{peer}]").ToString());

    [Theory]
    [InlineData("true", "Reachable", "OpenWorld")]
    [InlineData("false", "Blocked", "Isolated")]
    [InlineData("${HOST}", "Unknown", "Unknown")]
    public void The_host_network_is_beyond_policies(string hostNetwork, string imds, string ingress)
    {
        var text = Web.Replace("      containers:", $"      hostNetwork: {hostNetwork}\n      containers:", StringComparison.Ordinal)
            + Policy("{ podSelector: {}, policyTypes: [Ingress, Egress] }");
        var verdicts = TestScope.Parse(text).Verdicts();

        Assert.Equal((imds, ingress), (verdicts.Imds.Answer.ToString(), verdicts.Ingress.Answer.ToString()));
    }

    [Fact]
    public void A_port_whose_number_is_unknown_is_open_all_the_same() =>
        Assert.Equal(
            IngressExposure.OpenWorld,
            TestScope.Parse(Web.Replace("8080", "'${PORT}'", StringComparison.Ordinal) + Policy("{ podSelector: {}, ingress: [{ ports: [{ port: http }] }] }")).Verdicts().Ingress.Answer);

    [Theory]
    [InlineData("[{ name: '${NAME}', containerPort: 8080 }]", "Unknown")]
    [InlineData("[{ name: 'http-${X}', containerPort: 8080 }]", "Unknown")]
    [InlineData("[{ name: http, containerPort: 8080, protocol: '${PROTOCOL}' }]", "Unknown")]
    [InlineData("'${PORTS}'", "Unknown")]
    [InlineData("[{ name: '${NAME}', containerPort: 8080 }, { name: http, containerPort: 80 }]", "OpenWorld")]
    [InlineData("[{ name: '${NAME}', containerPort: 8080, protocol: UDP }]", "Isolated")]
    [InlineData("[{ containerPort: '${PORT}' }]", "Isolated")]
    public void A_port_whose_name_is_unknown_may_be_the_one_that_a_rule_names(string ports, string expected)
    {
        var text = Web[..Web.IndexOf("ports: [", StringComparison.Ordinal)] + $"ports: {ports}\n" + Policy("{ podSelector: {}, ingress: [{ ports: [{ port: http }] }] }");

        Assert.Equal(expected, TestScope.Parse(text).Verdicts().Ingress.Answer.ToString());
    }

    [Fact]
    public void Ports_of_unknown_names_do_not_matter_where_no_rule_names_one()
    {
        var text = Web.Replace("name: http", "name: '${NAME}'", StringComparison.Ordinal) + Policy("{ podSelector: {}, ingress: [{ ports: [{ port: 8080 }] }] }");

        Assert.Equal(IngressExposure.OpenWorld, TestScope.Parse(text).Verdicts().Ingress.Answer);
    }

    [Fact]
    public void Selectors_that_would_take_forever_leave_the_answer_open()
    {
        // Every rule leaves out one corner of many labels: whether they cover everything is a hard question.
        var random = new Random(1);
        var rules = Enumerable.Range(0, 400).Select(_ =>
            $"{{ namespaceSelector: {{ matchLabels: {{ {string.Join(", ", Enumerable.Range(0, 60).OrderBy(_ => random.Next()).Take(3).Select(key => $"k{key}: v{random.Next(2)}"))} }} }} }}");

        Assert.NotEqual(IngressExposure.AllNamespaces, From($"[{string.Join(", ", rules)}]"));
    }
}
