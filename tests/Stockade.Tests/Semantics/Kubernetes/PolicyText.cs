using Stockade.Semantics.Kubernetes;

namespace Stockade.Tests.Semantics.Kubernetes;

/// <summary>Short manifests for tests of policies: a workload <c>web</c> and policies in namespace <c>shop</c>.</summary>
internal static class PolicyText
{
    public const string Web =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          template:
            metadata: { labels: { app: web, tier: front } }
            spec:
              containers:
                - name: web
                  ports: [{ name: http, containerPort: 8080 }, { name: dns, containerPort: 5353, protocol: UDP }]

        """;

    public static string Policy(string spec, string name = "p", string @namespace = "shop") =>
        $$"""
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: {{name}}, namespace: {{@namespace}} }
        spec: {{spec}}

        """;

    /// <summary>The policy as it is read from a spec in flow style.</summary>
    public static NetworkPolicy Read(string spec) => TestScope.Parse(Policy(spec)).Policy;

    public static IngressExposure Ingress(params string[] specs) => Verdicts(specs).Ingress.Answer;

    public static ImdsReachability Imds(params string[] specs) => Verdicts(specs).Imds.Answer;

    public static WorkloadVerdicts Verdicts(params string[] specs) =>
        TestScope.Parse(Web + string.Concat(specs.Select((spec, index) => Policy(spec, $"p{index + 1}")))).Verdicts();

    /// <summary>The ingress verdict where the one policy has one rule with these peers.</summary>
    public static IngressExposure From(string peers) => Ingress($"{{ podSelector: {{}}, ingress: [{{ from: {peers} }}] }}");

    /// <summary>The ingress verdict where the one policy has one rule with these ports.</summary>
    public static IngressExposure Ports(string ports) => Ingress($"{{ podSelector: {{}}, ingress: [{{ ports: {ports} }}] }}");

    /// <summary>The metadata verdict where the one policy has one egress rule.</summary>
    public static ImdsReachability To(string rule) => Imds($"{{ podSelector: {{}}, policyTypes: [Egress], egress: [{rule}] }}");
}
