namespace Stockade.Tests.Rules.Metadata;

public class ImdsRuleTests
{
    private const string Header = "apiVersion: apps/v1\nkind: Deployment\n";

    private static string Workload(string nameMarkup, string labels = "{ app: web }", string space = "shop", string pod = "containers: []") =>
        $$"""
        {{Header}}metadata:
          name: {{nameMarkup}}
          namespace: {{space}}
        spec:
          template:
            metadata: { labels: {{labels}} }
            spec:
              {{pod}}
        ---

        """;

    private static string Policy(string name, string egress, string space = "shop") =>
        $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: {{name}}, namespace: {{space}} }
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
        {{egress}}
        ---

        """;

    private const string AllButImds = "    - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }]";

    [Fact]
    public void A_workload_without_policy_reaches_it() => RuleVerifier.Verify("AKS4001", "a.yaml", Workload("[|web|]"));

    [Fact]
    public void One_diagnostic_speaks_for_all_workloads_of_a_namespace() =>
        RuleVerifier.Verify("AKS4001", "a.yaml", Workload("[|web|]") + Workload("api") + Workload("[|other|]", space: "elsewhere"));

    [Theory]
    [InlineData("AKS3003")]
    [InlineData("AKS4001")]
    public void A_workload_that_scopes_share_is_told_of_once(string rule) => RuleVerifier.Verify(
        rule,
        ("base.yaml", Workload("[|base|]")),
        ("dev/a.yaml", Workload("web")),
        ("prod/a.yaml", Workload("[|web|]") + Workload("more")));

    [Fact]
    public void A_block_is_silent() => RuleVerifier.Verify("AKS4001", "a.yaml", Workload("web") + Policy("block", AllButImds));

    [Fact]
    public void A_policy_of_another_namespace_blocks_nothing() =>
        RuleVerifier.Verify("AKS4001", "a.yaml", Workload("[|web|]") + Policy("block", AllButImds, space: "elsewhere"));

    [Fact]
    public void The_rule_that_allows_it_is_marked() =>
        RuleVerifier.Verify("AKS4001", "a.yaml", Workload("web") + Policy("open", "    - to: [{ ipBlock: { cidr: [|0.0.0.0/0|] } }]"));

    [Fact]
    public void An_empty_rule_allows_it() =>
        RuleVerifier.Verify("AKS4001", "a.yaml", Workload("web") + Policy("open", "    - [|{}|]"));

    [Fact]
    public void Another_port_does_not_reach_it() =>
        RuleVerifier.Verify("AKS4001", "a.yaml", Workload("web") + Policy("https", "    - { to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }"));

    [Fact]
    public void A_defeated_block_is_reported_once_and_at_the_rule_that_defeats_it()
    {
        var text = Workload("web") + Policy("block", AllButImds) + Policy("dns", "    - to: [{ ipBlock: { cidr: [|169.254.0.0/16|] } }]");
        RuleVerifier.Verify("AKS4002", "a.yaml", text);
        RuleVerifier.Verify("AKS4001", "a.yaml", text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_host_network_is_a_matter_of_its_own()
    {
        RuleVerifier.Verify("AKS4003", "a.yaml", Workload("agent", pod: "hostNetwork: [|true|]"));
        RuleVerifier.Verify("AKS4001", "a.yaml", Workload("agent", pod: "hostNetwork: true"));
        RuleVerifier.Verify("AKS4003", "a.yaml", Workload("agent", pod: "hostNetwork: false"));
    }

    [Fact]
    public void A_label_that_cannot_be_read_silences_the_rule() => RuleVerifier.Verify(
        "AKS4001", "a.yaml", Workload("web", "{ app: \"${APP}\" }") + Policy("block", AllButImds).Replace("podSelector: {}", "podSelector: { matchLabels: { app: web } }", StringComparison.Ordinal));
}
