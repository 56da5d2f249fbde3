namespace Stockade.Tests.Rules.Ingress;

public class PolicyIsRejectedTests
{
    [Fact]
    public void A_workload_with_a_label_that_is_no_string_is_refused_too() => RuleVerifier.Verify(
        "AKS3009",
        "web.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec: { template: { metadata: { labels: { app: web, version: [|1.2|] } }, spec: { containers: [] } } }
        """);

    [Fact]
    public void A_quoted_number_is_a_string() => RuleVerifier.Verify(
        "AKS3009",
        "web.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec: { template: { metadata: { labels: { app: web, version: "1.2" } }, spec: { containers: [] } } }
        """);
}
