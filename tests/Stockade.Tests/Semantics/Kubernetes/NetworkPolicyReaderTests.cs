using Stockade.Semantics.Kubernetes;
using static Stockade.Tests.Semantics.Kubernetes.PolicyText;

namespace Stockade.Tests.Semantics.Kubernetes;

public sealed class NetworkPolicyReaderTests
{
    [Theory]
    [InlineData("{ }", true, false)]
    [InlineData("{ policyTypes: null }", true, false)]
    [InlineData("{ policyTypes: [] }", true, false)]
    [InlineData("{ egress: [] }", true, false)]
    [InlineData("{ egress: null }", true, false)]
    [InlineData("{ egress: [{}] }", true, true)]
    [InlineData("{ egress: [null] }", true, true)]
    [InlineData("{ policyTypes: [], egress: [{}] }", true, true)]
    [InlineData("{ policyTypes: [Egress] }", false, true)]
    [InlineData("{ policyTypes: [Egress], ingress: [{}] }", false, true)]
    [InlineData("{ policyTypes: [Ingress], egress: [{}] }", true, false)]
    [InlineData("{ policyTypes: [Ingress, Egress] }", true, true)]
    [InlineData("{ policyTypes: [Ingress, Ingress] }", true, false)]
    public void The_directions_in_effect_follow_policyTypes_and_its_default(string spec, bool ingress, bool egress)
    {
        var policy = Read(spec);

        Assert.Equal((ingress, egress), (policy.Ingress is not null, policy.Egress is not null));
        Assert.False(policy.IsRejected);
    }

    [Fact]
    public void A_missing_spec_denies_all_ingress_of_the_namespace()
    {
        var policy = TestScope.Parse("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\n").Policy;

        Assert.Empty(policy.Ingress!.Rules);
        Assert.Null(policy.Egress);
        Assert.True(policy.PodSelector.IsEmpty);
        Assert.False(policy.IsRejected);
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("{ ingress: null }")]
    [InlineData("{ ingress: [] }")]
    public void A_missing_section_has_no_rule(string spec) => Assert.Empty(Read(spec).Ingress!.Rules);

    [Theory]
    [InlineData("{ ingress: [{}] }")]
    [InlineData("{ ingress: [null] }")]
    [InlineData("{ ingress: [{ from: null, ports: null }] }")]
    [InlineData("{ ingress: [{ from: [], ports: [] }] }")]
    public void An_empty_rule_restricts_neither_peers_nor_ports(string spec)
    {
        var rule = Assert.Single(Read(spec).Ingress!.Rules);

        Assert.Null(rule.Peers);
        Assert.Null(rule.Ports);
    }

    [Fact]
    public void An_empty_port_is_any_port_of_TCP()
    {
        var port = Assert.Single(Read("{ ingress: [{ ports: [{}] }] }").Ingress!.Rules[0].Ports!.Value);

        Assert.Equal((Protocol.Tcp, null, null), (port.Protocol, port.FirstPort, port.PortName));
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("{ podSelector: null }")]
    [InlineData("{ podSelector: {} }")]
    [InlineData("{ podSelector: { matchLabels: null } }")]
    [InlineData("{ podSelector: { matchLabels: {}, matchExpressions: [] } }")]
    [InlineData("{ podselector: { matchLabels: { app: web } } }")]
    [InlineData("{ podSelector: { matchlabels: { app: web } } }")]
    public void An_absent_or_unknown_selector_selects_every_pod(string spec) => Assert.True(Read(spec).PodSelector.IsEmpty);

    [Fact]
    public void A_label_without_a_value_is_the_empty_string()
    {
        var requirement = Assert.Single(Read("{ podSelector: { matchLabels: { app: } } }").PodSelector.Requirements);

        Assert.Equal([""], requirement.Values);
    }

    [Theory]
    [InlineData("80", 80, 80)]
    [InlineData("0x50", 80, 80)]
    [InlineData("0120", 80, 80)]
    [InlineData("80.0", 80, 80)]
    [InlineData("8_0", 80, 80)]
    [InlineData("8e1", 80, 80)]
    [InlineData("80, endPort: 80", 80, 80)]
    [InlineData("80, endPort: 65535", 80, 65535)]
    public void A_port_is_any_spelling_of_a_whole_number(string port, int first, int last)
    {
        var read = Assert.Single(Read($"{{ ingress: [{{ ports: [{{ port: {port} }}] }}] }}").Ingress!.Rules[0].Ports!.Value);

        Assert.Equal((first, last), (read.FirstPort, read.LastPort));
    }

    [Theory]
    [InlineData("{ policyTypes: [ingress] }", "spec.policyTypes[0]", "ingress", "policyTypes holds 'ingress', which is neither Ingress nor Egress")]
    [InlineData("{ policyTypes: [null] }", "spec.policyTypes[0]", "null", "policyTypes holds '', which is neither Ingress nor Egress")]
    [InlineData("{ policyTypes: [Ingress, Egress, Ingress] }", "spec.policyTypes", "policyTypes", "policyTypes holds 3 values, more than two")]
    [InlineData("{ policyTypes: Ingress }", "spec.policyTypes", "Ingress", "spec.policyTypes is the string 'Ingress', not a list")]
    [InlineData("{ podSelector: [app] }", "spec.podSelector", "[app]", "spec.podSelector is a list, not a mapping")]
    [InlineData("{ ingress: {} }", "spec.ingress", "{}", "spec.ingress is a mapping, not a list")]
    [InlineData("{ ingress: [{ from: { podSelector: {} } }] }", "spec.ingress[0].from", "{ podSelector: {} }", "spec.ingress[0].from is a mapping, not a list")]
    [InlineData("{ ingress: [{ from: [{}] }] }", "spec.ingress[0].from[0]", "{}", "the peer names no podSelector, namespaceSelector or ipBlock")]
    [InlineData("{ ingress: [{ from: [{ podSelector: null }] }] }", "spec.ingress[0].from[0]", "{ podSelector: null }", "the peer names no podSelector, namespaceSelector or ipBlock")]
    [InlineData("{ egress: [{ to: [null] }] }", "spec.egress[0].to[0]", "null", "the peer names no podSelector, namespaceSelector or ipBlock")]
    [InlineData("{ ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }] }", "spec.ingress[0].from[0]", "podSelector", "the peer combines ipBlock with podSelector")]
    [InlineData("{ podSelector: { matchLabels: { app: 1 } } }", "spec.podSelector.matchLabels.app", "1", "spec.podSelector.matchLabels.app is the number 1, not a string")]
    [InlineData("{ podSelector: { matchLabels: { app: yes } } }", "spec.podSelector.matchLabels.app", "yes", "spec.podSelector.matchLabels.app is the boolean yes, not a string")]
    [InlineData("{ podSelector: { matchLabels: { app: 'a b' } } }", "spec.podSelector.matchLabels.app", "'a b'", "'a b' is not a valid label value")]
    [InlineData("{ podSelector: { matchLabels: { -app: a } } }", "spec.podSelector.matchLabels", "-app", "'-app' is not a valid label key")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: in, values: [a] }] } }", "spec.podSelector.matchExpressions[0].operator", "in", "operator 'in' is none of In, NotIn, Exists, DoesNotExist")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app }] } }", "spec.podSelector.matchExpressions[0].operator", "{ key: app }", "the expression has no operator")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: In }] } }", "spec.podSelector.matchExpressions[0].values", "{ key: app, operator: In }", "operator In needs at least one value")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [] }] } }", "spec.podSelector.matchExpressions[0].values", "values", "operator NotIn needs at least one value")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: Exists, values: [a] }] } }", "spec.podSelector.matchExpressions[0].values", "values", "operator Exists takes no values")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: DoesNotExist, values: [a] }] } }", "spec.podSelector.matchExpressions[0].values", "values", "operator DoesNotExist takes no values")]
    public void What_the_API_server_refuses_is_kept_with_its_place(string spec, string path, string text, string message) => AssertRejected(spec, path, text, message);

    [Theory]
    [InlineData("cidr: '10.10.0.0/0#example'", "'10.10.0.0/0#example' is not an address block")]
    [InlineData("cidr: 10.0.0.0", "'10.0.0.0' is not an address block")]
    [InlineData("cidr: 10.0.0.0/33", "'10.0.0.0/33' is not an address block")]
    [InlineData("cidr: 10.0.0.0/", "'10.0.0.0/' is not an address block")]
    [InlineData("cidr: 10.0.0.0/08", "'10.0.0.0/08' is not an address block")]
    [InlineData("cidr: 10.0.0.0/+8", "'10.0.0.0/+8' is not an address block")]
    [InlineData("cidr: 10.0.0/8", "'10.0.0/8' is not an address block")]
    [InlineData("cidr: 10.0.0.0.0/8", "'10.0.0.0.0/8' is not an address block")]
    [InlineData("cidr: 10.0.0.256/8", "'10.0.0.256/8' is not an address block")]
    [InlineData("cidr: 010.0.0.0/8", "'010.0.0.0/8' is not an address block")]
    [InlineData("cidr: 0x0a.0.0.0/8", "'0x0a.0.0.0/8' is not an address block")]
    [InlineData("cidr: ' 10.0.0.0/8'", "' 10.0.0.0/8' is not an address block")]
    [InlineData("cidr: 10.0.0.0/8/8", "'10.0.0.0/8/8' is not an address block")]
    [InlineData("cidr: '*'", "'*' is not an address block")]
    [InlineData("cidr: '::ffff:10.0.0.0/104'", "'::ffff:10.0.0.0/104' is not an address block")]
    [InlineData("cidr: 'fe80::1%eth0/64'", "'fe80::1%eth0/64' is not an address block")]
    [InlineData("cidr: '[::]/0'", "'[::]/0' is not an address block")]
    [InlineData("cidr: '::1::/64'", "'::1::/64' is not an address block")]
    [InlineData("cidr: '12345::/64'", "'12345::/64' is not an address block")]
    [InlineData("cidr: '1:2:3:4:5:6:7/64'", "'1:2:3:4:5:6:7/64' is not an address block")]
    [InlineData("cidr: '1:2:3:4:5:6:7::8/64'", "'1:2:3:4:5:6:7::8/64' is not an address block")]
    [InlineData("cidr: '::/129'", "'::/129' is not an address block")]
    [InlineData("cidr: ''", "the ipBlock has no cidr")]
    [InlineData("except: [10.0.0.0/8]", "the ipBlock has no cidr")]
    [InlineData("cidr: 10.0.0.0/8, except: [10.0.0.0/8]", "except '10.0.0.0/8' is not a strict subset of cidr '10.0.0.0/8'")]
    [InlineData("cidr: 10.0.0.0/8, except: [0.0.0.0/0]", "except '0.0.0.0/0' is not a strict subset of cidr '10.0.0.0/8'")]
    [InlineData("cidr: 10.0.0.0/8, except: [11.0.0.0/16]", "except '11.0.0.0/16' is not a strict subset of cidr '10.0.0.0/8'")]
    [InlineData("cidr: '::/0', except: [169.254.169.254/32]", "except '169.254.169.254/32' is not a strict subset of cidr '::/0'")]
    [InlineData("cidr: 10.0.0.0/8, except: [null]", "'' is not an address block")]
    [InlineData("cidr: 10.0.0.0/8, except: 10.1.0.0/16", "spec.ingress[0].from[0].ipBlock.except is the string '10.1.0.0/16', not a list")]
    [InlineData("cidr: 10", "spec.ingress[0].from[0].ipBlock.cidr is the number 10, not a string")]
    public void An_invalid_block_is_refused(string block, string message) =>
        Assert.Equal(message, Assert.Single(Read($"{{ ingress: [{{ from: [{{ ipBlock: {{ {block} }} }}] }}] }}").Rejections).Message);

    [Theory]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("10.10.0.0/0", "0.0.0.0/0")]
    [InlineData("169.254.169.254/16", "169.254.0.0/16")]
    [InlineData("255.255.255.255/32", "255.255.255.255/32")]
    [InlineData("'::/0'", "::/0")]
    [InlineData("'2001:DB8::1/32'", "2001:db8::/32")]
    [InlineData("'1:2:3:4:5:6:7::/112'", "1:2:3:4:5:6:7:0/112")]
    [InlineData("'::8/128'", "::8/128")]
    [InlineData("'64:ff9b::169.254.169.254/128'", "64:ff9b::a9fe:a9fe/128")]
    public void Host_bits_are_masked_off(string cidr, string expected)
    {
        var policy = Read($"{{ ingress: [{{ from: [{{ ipBlock: {{ cidr: {cidr} }} }}] }}] }}");

        Assert.Empty(policy.Rejections);
        Assert.Equal(expected, $"{policy.Ingress!.Rules[0].Peers!.Value[0].IpBlock!.Cidr}");
    }

    [Theory]
    [InlineData("port: '80'", "port '80' is a string and so a port name, which needs a letter")]
    [InlineData("port: ''", "'' is not a valid port name")]
    [InlineData("port: HTTP", "'HTTP' is not a valid port name")]
    [InlineData("port: a--b", "'a--b' is not a valid port name")]
    [InlineData("port: -a", "'-a' is not a valid port name")]
    [InlineData("port: sixteen-letters-", "'sixteen-letters-' is not a valid port name")]
    [InlineData("port: 0", "port 0 is not between 1 and 65535")]
    [InlineData("port: -1", "port -1 is not between 1 and 65535")]
    [InlineData("port: 65536", "port 65536 is not between 1 and 65535")]
    [InlineData("port: 80.5", "port is the number 80.5, not a port number")]
    [InlineData("port: true", "port is the boolean true, not a port number")]
    [InlineData("port: [80]", "port is a list, not a port number")]
    [InlineData("port: 80, endPort: 79", "endPort 79 is below port 80")]
    [InlineData("port: 80, endPort: 65536", "endPort 65536 is not between 1 and 65535")]
    [InlineData("port: 80, endPort: '90'", "endPort is the string '90', not a port number")]
    [InlineData("port: http, endPort: 90", "endPort stands beside the port name 'http'")]
    [InlineData("endPort: 90", "endPort stands without port")]
    [InlineData("protocol: tcp", "protocol 'tcp' is none of TCP, UDP, SCTP")]
    [InlineData("protocol: ''", "protocol '' is none of TCP, UDP, SCTP")]
    [InlineData("protocol: ICMP", "protocol 'ICMP' is none of TCP, UDP, SCTP")]
    [InlineData("protocol: 6", "spec.ingress[0].ports[0].protocol is the number 6, not a string")]
    public void An_invalid_port_is_refused(string port, string message) =>
        Assert.Equal(message, Assert.Single(Read($"{{ ingress: [{{ ports: [{{ {port} }}] }}] }}").Rejections).Message);

    [Fact]
    public void A_section_that_is_not_in_effect_is_still_validated() =>
        AssertRejected("{ policyTypes: [Ingress], egress: [{ ports: [{ port: '80' }] }] }", "spec.egress[0].ports[0].port", "'80'", "port '80' is a string and so a port name, which needs a letter");

    [Theory]
    [InlineData("extensions/v1beta1")]
    [InlineData("networking.k8s.io/v1beta1")]
    [InlineData("v1")]
    public void A_version_nobody_serves_is_refused(string version)
    {
        var rejection = Assert.Single(TestScope.Parse(Policy("{}").Replace("networking.k8s.io/v1", version, StringComparison.Ordinal)).Policy.Rejections);

        Assert.Equal(("apiVersion", version), (rejection.Path, rejection.Location.Text));
        Assert.Equal($"no Kubernetes since 1.16 serves {version} for NetworkPolicy, which is in networking.k8s.io/v1", rejection.Message);
    }

    [Theory]
    [InlineData("labels: { app: 1 }", "metadata.labels.app")]
    [InlineData("labels: { app: a b }", "metadata.labels.app")]
    [InlineData("annotations: { on: true }", "metadata.annotations.on")]
    public void Labels_and_annotations_are_strings(string metadata, string path)
    {
        var text = Policy("{}").Replace("name: p", $"name: p, {metadata}", StringComparison.Ordinal);

        Assert.Equal(path, Assert.Single(TestScope.Parse(text).Policy.Rejections).Path);
    }

    [Fact]
    public void A_name_in_upper_case_is_refused() =>
        Assert.Equal("'Block' is not a valid name", Assert.Single(TestScope.Parse(Policy("{}", "Block")).Policy.Rejections).Message);

    [Theory]
    [InlineData("{ podSelector: { matchLabels: { app: '${APP}' } } }")]
    [InlineData("{ podSelector: { matchLabels: { '${KEY}': a } } }")]
    [InlineData("{ podSelector: '${SELECTOR}' }")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: __OPERATOR__, values: [a] }] } }")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: In, values: $(VALUES) }] } }")]
    public void A_placeholder_leaves_the_selector_unknown_and_the_object_accepted(string spec)
    {
        var policy = Read(spec);

        Assert.Empty(policy.Rejections);
        Assert.True(policy.PodSelector.IsPartlyUnknown);
    }

    [Theory]
    [InlineData("{ ingress: [{ from: [{ ipBlock: { cidr: '${CIDR}' } }] }] }")]
    [InlineData("{ ingress: [{ from: [{ ipBlock: { cidr: '${NET}/24' } }] }] }")]
    [InlineData("{ ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: ['#{NET}#'] } }] }] }")]
    [InlineData("{ ingress: [{ from: ['{{ peer }}'] }] }")]
    [InlineData("{ ingress: [{ from: <peers> }] }")]
    [InlineData("{ ingress: $RULES }")]
    [InlineData("{ ingress: [{ ports: [{ port: '%PORT%' }] }] }")]
    [InlineData("{ ingress: [{ ports: [{ port: 80, endPort: '${END}' }] }] }")]
    [InlineData("{ ingress: [{ ports: [{ protocol: '@PROTOCOL@', port: 80 }] }] }")]
    [InlineData("'${SPEC}'")]
    public void A_placeholder_leaves_the_rule_unknown_and_the_object_accepted(string spec)
    {
        var policy = Read(spec);

        Assert.Empty(policy.Rejections);
        Assert.True(policy.HasUnknown(TrafficDirection.Ingress));
    }

    [Fact]
    public void The_place_of_a_peer_is_the_text_that_decides_it()
    {
        var policy = TestScope.Parse(Policy(
            """

              ingress:
                - from:
                    - ipBlock: { cidr: 10.0.0.0/8 }
                    - namespaceSelector: {}
                    - podSelector:
                        matchLabels: { app: a }
                    - namespaceSelector:
                        matchLabels: { team: a }
                      podSelector: {}
                - from: []
                - {}
                - ports: [{ port: 80 }]
            """)).Policy;

        Assert.Equal(
            [
                ("spec.ingress[0].from[0].ipBlock", "10.0.0.0/8"),
                ("spec.ingress[0].from[1].namespaceSelector", "namespaceSelector: {}"),
                ("spec.ingress[0].from[2].podSelector", "podSelector"),
                ("spec.ingress[0].from[3]", "namespaceSelector"),
            ],
            policy.Ingress!.Rules[0].Peers!.Value.Select(peer => (peer.Path, peer.Location.Text)));
        Assert.Equal(["from", "from: []", "{}", "ports: [{ port: 80 }]"], policy.Ingress.Rules.Select(rule => rule.Location.Text));
        Assert.Equal("ingress", policy.Ingress.Location.Text);
    }

    private static void AssertRejected(string spec, string path, string text, string message)
    {
        var rejection = Assert.Single(Read(spec).Rejections);

        Assert.Equal((path, text, message), (rejection.Path, rejection.Location.Text, rejection.Message));
    }
}
