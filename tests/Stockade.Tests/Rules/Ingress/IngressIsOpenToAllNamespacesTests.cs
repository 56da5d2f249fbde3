namespace Stockade.Tests.Rules.Ingress;

public sealed class IngressIsOpenToAllNamespacesTests
{
    private static string Pod(string name, string spec = "{ containers: [{ name: a, ports: [{ name: http, containerPort: 80 }] }] }") =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: {name}, namespace: shop, labels: {{ app: {name} }} }}\nspec: {spec}\n---\n";

    private static string Policy(string from, string name = "p", string ports = "[]", string selector = "{}") =>
        $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: {name}, namespace: shop }}\nspec: {{ podSelector: {selector}, ingress: [{{ from: {from}, ports: {ports} }}] }}\n---\n";

    private static void Verify(params string[] documents) => RuleVerifier.Verify("AKS3002", "a.yaml", string.Concat(documents));

    [Theory]
    [InlineData("[{ [|namespaceSelector: {}|] }]")]
    [InlineData("[{ [|namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: Exists }] }|] }]")]
    [InlineData("[{ [|namespaceSelector: {}|], podSelector: {} }]")]
    [InlineData("[{ ipBlock: { cidr: 10.0.0.0/8 } }, { [|namespaceSelector: {}|] }]")]
    [InlineData("[{ [|namespaceSelector: { matchExpressions: [{ key: team, operator: Exists }] }|] }, { namespaceSelector: { matchExpressions: [{ key: team, operator: DoesNotExist }] } }]")]
    public void A_peer_that_every_pod_meets_is_marked(string from) => Verify(Pod("web"), Policy(from));

    [Theory]
    [InlineData("[{ podSelector: {} }]")]
    [InlineData("[{ namespaceSelector: {}, podSelector: { matchLabels: { app: a } } }]")]
    [InlineData("[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }] } }]")]
    [InlineData("[{ namespaceSelector: { matchLabels: { team: '${TEAM}' } } }]")]
    [InlineData("[{ namespaceSelector: {} }, { ipBlock: { cidr: 0.0.0.0/0 } }]")]
    [InlineData("[]")]
    public void What_only_some_pods_meet_or_any_address_does_is_silent(string from) => Verify(Pod("web"), Policy(from));

    [Fact]
    public void A_port_that_the_pod_does_not_have_opens_nothing() =>
        Verify(Pod("web"), Policy("[{ namespaceSelector: {} }]", ports: "[{ port: metrics }]"));

    [Fact]
    public void One_diagnostic_speaks_for_all_workloads_behind_a_peer() =>
        Verify(Pod("web"), Pod("api"), Policy("[{ [|namespaceSelector: {}|] }]"));

    [Fact]
    public void Another_policy_that_is_open_to_the_world_makes_it_a_matter_of_another_rule() =>
        Verify(Pod("web"), Policy("[{ namespaceSelector: {} }]"), Policy("[]", "q"));

    [Fact]
    public void The_host_network_is_a_matter_of_another_rule() => Verify(Pod("web", "{ hostNetwork: true }"), Policy("[{ namespaceSelector: {} }]"));

    [Fact]
    public void A_policy_without_workloads_is_silent() => Verify(Pod("web"), Policy("[{ namespaceSelector: {} }]", selector: "{ matchLabels: { app: other } }"));
}
