namespace Stockade.Tests.Rules.Ingress;

public class ServiceIsExposedToTheInternetTests
{
    private const string Web =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, ports: [{ name: http, containerPort: 8080 }] }] }
        ---

        """;

    private const string Plain = "{ type: [|LoadBalancer|], selector: { app: web }, ports: [{ port: 80, targetPort: http }] }";

    private static string Service(string spec, string annotations = "{}") =>
        $"apiVersion: v1\nkind: Service\nmetadata: {{ name: web, namespace: shop, annotations: {annotations} }}\nspec: {spec}\n---\n";

    private static string Policy(string ingress, string selector = "{}") =>
        $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: p, namespace: shop }}\nspec: {{ podSelector: {selector}, ingress: {ingress} }}\n---\n";

    private static string Silent(string markup) => markup.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static void Verify(params string[] documents) => RuleVerifier.Verify("AKS3007", "a.yaml", string.Concat(documents));

    [Fact]
    public void A_public_load_balancer_is_marked_at_its_type() => Verify(Web, Service(Plain));

    [Theory]
    [InlineData("{ service.beta.kubernetes.io/azure-load-balancer-internal: \"true\" }")]
    [InlineData("{ service.beta.kubernetes.io/azure-load-balancer-internal: \"${INTERNAL}\" }")]
    [InlineData("{ service.beta.kubernetes.io/azure-allowed-ip-ranges: \"203.0.113.0/24,198.51.100.0/24\" }")]
    [InlineData("{ service.beta.kubernetes.io/azure-allowed-service-tags: AzureFrontDoor.Backend }")]
    [InlineData("{ networking.gke.io/load-balancer-type: Internal }")]
    public void An_annotation_may_narrow_it(string annotations) => Verify(Web, Service(Silent(Plain), annotations));

    [Theory]
    [InlineData("{ service.beta.kubernetes.io/azure-load-balancer-internal: \"True\" }")]
    [InlineData("{ service.beta.kubernetes.io/azure-allowed-ip-ranges: 0.0.0.0/0 }")]
    [InlineData("{ service.beta.kubernetes.io/azure-dns-label-name: shop }")]
    public void Other_annotations_and_values_do_not(string annotations) => Verify(Web, Service(Plain, annotations));

    [Theory]
    [InlineData("{ type: LoadBalancer, selector: { app: web }, loadBalancerSourceRanges: [203.0.113.0/24] }")]
    [InlineData("{ type: LoadBalancer, selector: { app: web }, loadBalancerSourceRanges: [\"${OFFICE}\"] }")]
    [InlineData("{ type: LoadBalancer, selector: { app: web }, loadBalancerSourceRanges: \"${OFFICE}\" }")]
    [InlineData("{ type: LoadBalancer, selector: { app: web }, loadBalancerClass: tailscale }")]
    [InlineData("{ type: LoadBalancer, selector: { app: other } }")]
    [InlineData("{ type: LoadBalancer }")]
    [InlineData("{ type: \"${TYPE}\", selector: { app: web } }")]
    [InlineData("{ selector: { app: web } }")]
    public void What_is_narrow_or_cannot_be_read_is_silent(string spec) => Verify(Web, Service(spec));

    [Fact]
    public void Halves_of_the_internet_are_the_internet() =>
        Verify(Web, Service("{ type: [|LoadBalancer|], selector: { app: web }, loadBalancerSourceRanges: [0.0.0.0/1, 128.0.0.0/1] }"));

    [Fact]
    public void A_node_port_is_told() => Verify(Web, Service("{ type: [|NodePort|], selector: { app: web }, ports: [{ port: 80 }] }"));

    [Fact]
    public void A_policy_that_admits_named_sources_closes_it()
    {
        Verify(Web, Service(Silent(Plain)), Policy("[{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }]"));
        Verify(Web, Service(Plain), Policy("[{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }]", "{ matchLabels: { app: other } }"));
    }

    [Fact]
    public void The_port_behind_the_service_counts()
    {
        Verify(Web, Service(Plain), Policy("[{ ports: [{ port: 8080 }] }]"));
        Verify(Web, Service(Plain), Policy("[{ ports: [{ port: http }] }]"));
        Verify(Web, Service(Silent(Plain)), Policy("[{ ports: [{ port: 9090 }] }]"));
    }

    [Fact]
    public void A_policy_that_cannot_be_read_silences_the_rule() =>
        Verify(Web, Service(Silent(Plain)), Policy("[{ from: [{ ipBlock: { cidr: \"${RANGE}\" } }] }]"));

    [Fact]
    public void A_knative_service_is_no_service() =>
        Verify("apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: web }\nspec: { type: LoadBalancer, template: { metadata: { labels: { app: web } } } }\n");
}
