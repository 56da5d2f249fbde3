namespace Stockade.Tests.Rules.PolicyEngine;

public class PolicyEngineRuleTests
{
    private const string Policy =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: deny, namespace: shop }
        spec: { podSelector: {} }
        """;

    [Theory]
    [InlineData("[|az aks create|] -g rg -n c")]
    [InlineData("[|az aks create|] -g rg -n c --network-plugin kubenet")]
    [InlineData("az aks create -g rg -n c --network-plugin azure [|--network-policy none|]")]
    public void A_cluster_without_an_engine_is_reported(string script) => RuleVerifier.Verify("AKS2001", "deploy.sh", script + "\n");

    [Theory]
    [InlineData("--network-plugin azure --network-dataplane cilium")]
    [InlineData("--network-plugin azure --network-policy azure")]
    [InlineData("--network-plugin kubenet --network-policy calico")]
    [InlineData("--network-plugin none")]
    [InlineData("--sku automatic")]
    [InlineData("--network-policy \"$ENGINE\"")]
    [InlineData("$OPTIONS")]
    public void A_cluster_with_an_engine_or_an_unknown_one_is_not(string options) =>
        RuleVerifier.Verify("AKS2001", "deploy.sh", $"az aks create -g rg -n c {options}\n");

    [Fact]
    public void Policies_for_the_only_cluster_are_not_enforced() =>
        RuleVerifier.Verify("AKS2002", ("deploy.sh", "[|az aks create|] -g rg -n c\n"), ("k8s/policy.yaml", Policy));

    [Fact]
    public void With_two_clusters_nothing_is_assumed() =>
        RuleVerifier.Verify("AKS2002", ("deploy.sh", "az aks create -g rg -n one\naz aks create -g rg -n two\n"), ("k8s/policy.yaml", Policy));

    [Fact]
    public void Without_policies_there_is_nothing_to_ignore() => RuleVerifier.Verify("AKS2002", "deploy.sh", "az aks create -g rg -n c\n");
}
