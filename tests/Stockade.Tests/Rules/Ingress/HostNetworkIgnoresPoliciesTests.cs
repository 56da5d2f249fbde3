namespace Stockade.Tests.Rules.Ingress;

public sealed class HostNetworkIgnoresPoliciesTests
{
    private static string Pod(string hostNetwork, string labels = "{ app: web }") =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: web, namespace: shop, labels: {labels} }}\nspec: {{ hostNetwork: {hostNetwork} }}\n---\n";

    private static string Policy(string spec, string name = "p", string space = "shop") =>
        $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: {name}, namespace: {space} }}\nspec: {spec}\n---\n";

    private static void Verify(params string[] documents) => RuleVerifier.Verify("AKS3012", "a.yaml", string.Concat(documents));

    [Theory]
    [InlineData("{ podSelector: {} }")]
    [InlineData("{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }")]
    [InlineData("{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] }, ingress: [{}] }")]
    public void A_policy_that_means_it_is_told_once(string spec) => Verify(Pod("[|true|]"), Policy(spec), Policy(spec, "q"));

    [Theory]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("'${HOST}'")]
    public void Only_what_is_certainly_on_the_host_network_counts(string hostNetwork) => Verify(Pod(hostNetwork), Policy("{ podSelector: {} }"));

    [Theory]
    [InlineData("{ podSelector: { matchLabels: { app: other } } }")]
    [InlineData("{ podSelector: { matchLabels: { app: '${APP}' } } }")]
    [InlineData("{ podSelector: {}, policyTypes: [Ingres] }")]
    [InlineData("{ podSelector: {}, policyTypes: ['${TYPE}'] }")]
    public void A_policy_that_does_not_select_it_or_does_not_exist_is_silent(string spec) => Verify(Pod("true"), Policy(spec));

    [Fact]
    public void A_policy_of_another_namespace_is_silent() => Verify(Pod("true"), Policy("{ podSelector: {} }", space: "other"));

    [Fact]
    public void The_template_of_a_controller_is_marked() => Verify(
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: c, namespace: shop }\nspec: { jobTemplate: { spec: { template: { spec: { hostNetwork: [|yes|] } } } } }\n---\n",
        Policy("{ podSelector: {} }"));
}
