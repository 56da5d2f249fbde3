using Stockade.Semantics.Kubernetes;
using static Stockade.Tests.Semantics.Kubernetes.PolicyText;

namespace Stockade.Tests.Semantics.Kubernetes;

/// <summary>Questions about policies that at least one published tool answers wrongly.</summary>
public sealed class RegressionFixtureTests
{
    private const string AllowAllEgress = "{ podSelector: {}, policyTypes: [Egress], egress: [{}] }";
    private const string BlockImds = "{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }] }";

    [Fact]
    public void A_policy_of_another_namespace_selects_nothing_here() =>
        Assert.Equal(IngressExposure.OpenWorld, TestScope.Parse(Web + Policy("{ podSelector: {} }", @namespace: "other")).Verdicts().Ingress.Answer);

    [Fact]
    public void A_selector_of_expressions_alone_selects() =>
        Assert.Equal(IngressExposure.Isolated, Ingress("{ podSelector: { matchExpressions: [{ key: tier, operator: In, values: [front, back] }] } }"));

    [Fact]
    public void Expressions_beside_labels_must_hold_too() =>
        Assert.Equal(IngressExposure.OpenWorld, Ingress("{ podSelector: { matchLabels: { app: web }, matchExpressions: [{ key: tier, operator: NotIn, values: [front] }] } }"));

    [Theory]
    [InlineData("{ app: web, tier: front }", "Isolated")]
    [InlineData("{ app: web, foo: zzz }", "OpenWorld")]
    public void All_labels_of_a_selector_count(string labels, string expected) =>
        Assert.Equal(expected, Ingress($"{{ podSelector: {{ matchLabels: {labels} }} }}").ToString());

    [Theory]
    [InlineData("{ podSelector: {}, policyTypes: [Ingress] }")]
    [InlineData("{ podSelector: {}, policyTypes: [Ingress], ingress: [] }")]
    [InlineData("{ podSelector: {}, policyTypes: [Ingress], ingress: null }")]
    public void A_default_deny_isolates(string spec) => Assert.Equal(IngressExposure.Isolated, Ingress(spec));

    [Fact]
    public void Without_policyTypes_an_egress_rule_isolates_both_ways()
    {
        var verdicts = Verdicts("{ podSelector: {}, egress: [{ to: [{ podSelector: {} }] }] }");

        Assert.Equal((ImdsReachability.Blocked, IngressExposure.Isolated), (verdicts.Imds.Answer, verdicts.Ingress.Answer));
    }

    [Fact]
    public void An_egress_only_policy_leaves_ingress_open()
    {
        var verdicts = Verdicts("{ podSelector: {}, policyTypes: [Egress] }");

        Assert.Equal((ImdsReachability.Blocked, IngressExposure.OpenWorld), (verdicts.Imds.Answer, verdicts.Ingress.Answer));
    }

    [Fact]
    public void An_allow_all_policy_opens_what_another_blocks() => Assert.Equal(ImdsReachability.Reachable, Imds(BlockImds, AllowAllEgress));

    [Fact]
    public void Everything_except_the_metadata_address_blocks_it() => Assert.Equal(ImdsReachability.Blocked, Imds(BlockImds));

    [Fact]
    public void Two_halves_of_the_address_space_are_the_world()
    {
        Assert.Equal(IngressExposure.OpenWorld, From("[{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 128.0.0.0/1 } }]"));
        Assert.Equal(ImdsReachability.Reachable, To("{ to: [{ ipBlock: { cidr: 0.0.0.0/1 } }, { ipBlock: { cidr: 128.0.0.0/1 } }] }"));
    }

    [Fact]
    public void Link_local_addresses_allowed_for_DNS_open_the_metadata_service_again() =>
        Assert.Equal(ImdsReachability.Reachable, Imds(BlockImds, "{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 169.254.0.0/16 } }] }] }"));

    [Theory]
    [InlineData("cidr: 10.0.0.0/8, except: [169.254.169.254/32]")]
    [InlineData("cidr: '::/0', except: [169.254.169.254/32]")]
    [InlineData("cidr: '10.10.0.0/0#example', except: [169.254.169.254/32]")]
    public void A_rejected_block_protects_nothing(string block) =>
        Assert.Equal(ImdsReachability.Reachable, To($"{{ to: [{{ ipBlock: {{ {block} }} }}] }}"));

    [Fact]
    public void The_published_sample_with_a_comment_glued_to_its_range_is_rejected()
    {
        var policy = TestScope.Parse(Policy(
            """

              podSelector: {}
              policyTypes: [Egress]
              egress:
                - to:
                    - ipBlock:
                        cidr: 10.10.0.0/0#example
                        except:
                          - 169.254.169.254/32
            """)).Policy;

        var rejection = Assert.Single(policy.Rejections);
        Assert.Equal(("spec.egress[0].to[0].ipBlock.cidr", "10.10.0.0/0#example"), (rejection.Path, rejection.Location.Text));
    }

    [Fact]
    public void A_pod_on_the_host_network_is_never_protected()
    {
        var scope = TestScope.Parse(
            "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { hostNetwork: true }\n" + Policy("{ podSelector: {}, policyTypes: [Ingress, Egress] }"));

        Assert.Equal((ImdsReachability.Reachable, IngressExposure.OpenWorld), (scope.Verdicts().Imds.Answer, scope.Verdicts().Ingress.Answer));
    }

    [Theory]
    [InlineData("batch/v1", "CronJob", "jobTemplate: { metadata: { labels: { app: no } }, spec: { template: { metadata: { labels: { app: web } } } } }")]
    [InlineData("batch/v1", "Job", "template: { metadata: { labels: { app: web } } }")]
    [InlineData("v1", "ReplicationController", "template: { metadata: { labels: { app: web } } }")]
    [InlineData("apps/v1", "DaemonSet", "template: { metadata: { labels: { app: web } } }")]
    public void The_labels_of_the_pod_template_are_selected(string version, string kind, string spec)
    {
        var scope = TestScope.Parse(
            $"apiVersion: {version}\nkind: {kind}\nmetadata: {{ name: web, namespace: shop, labels: {{ app: other }} }}\nspec: {{ {spec} }}\n"
            + Policy("{ podSelector: { matchLabels: { app: web } } }"));

        Assert.Equal(IngressExposure.Isolated, scope.Verdicts().Ingress.Answer);
    }

    [Theory]
    [InlineData("{ podSelector: { matchLabels: { app: db } } }", "OpenWorld")]
    [InlineData("{ podSelector: {} }", "Isolated")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: DoesNotExist }] } }", "Isolated")]
    public void A_pod_without_labels_is_selected_by_what_asks_for_none(string spec, string expected) =>
        Assert.Equal(expected, TestScope.Parse("apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\n" + Policy(spec)).Verdicts().Ingress.Answer.ToString());

    [Fact]
    public void A_missing_namespace_is_default()
    {
        var scope = TestScope.Parse("apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n" + Policy("{ podSelector: {} }", @namespace: "default"));

        Assert.Equal(IngressExposure.Isolated, scope.Verdicts().Ingress.Answer);
    }

    [Fact]
    public void Both_selectors_empty_are_every_pod_of_every_namespace() =>
        Assert.Equal(IngressExposure.AllNamespaces, From("[{ namespaceSelector: {}, podSelector: {} }]"));

    [Fact]
    public void Egress_to_anywhere_on_443_does_not_reach_port_80() =>
        Assert.Equal(ImdsReachability.Blocked, To("{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }"));

    [Fact]
    public void A_port_range_reaches_what_lies_in_it() =>
        Assert.Equal(ImdsReachability.Reachable, To("{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 1, endPort: 100 }] }"));

    [Fact]
    public void A_port_name_never_reaches_an_address_outside() =>
        Assert.Equal(ImdsReachability.Blocked, To("{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: http }] }"));

    [Fact]
    public void The_metadata_address_allowed_on_port_53_alone_is_blocked_on_80() =>
        Assert.Equal(
            ImdsReachability.Blocked,
            Imds(BlockImds, "{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }], ports: [{ port: 53, protocol: UDP }, { port: 53 }] }] }"));

    [Fact]
    public void A_policy_for_pods_made_at_run_time_is_accepted()
    {
        var scope = TestScope.Parse(Web + Policy("{ podSelector: { matchLabels: { component: singleuser-server } } }"));

        Assert.Empty(scope.Policy.Rejections);
        Assert.Equal(IngressExposure.OpenWorld, scope.Verdicts().Ingress.Answer);
    }

    [Theory]
    [InlineData("[{ namespaceSelector: {} }, { podSelector: { matchLabels: { app: a } } }]", "AllNamespaces")]
    [InlineData("[{ namespaceSelector: {}, podSelector: { matchLabels: { app: a } } }]", "Restricted")]
    public void Two_items_are_alternatives_and_one_item_is_both(string peers, string expected) => Assert.Equal(expected, From(peers).ToString());
}
