using System.Globalization;
using System.Text;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Benchmarks;

/// <summary>Scopes of any size.</summary>
internal static class SyntheticScope
{
    private const int Namespaces = 100;
    private const int SharedPolicies = 100;

    public static DeploymentScope Create(ClusterShape shape, int workloads, int policies)
    {
        var text = new StringBuilder();
        for (var index = 0; index < workloads; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: w{index}, namespace: {Namespace(shape, index)}, labels: {{app: a{index / 2}, tier: t{index % 3}}}}}\n");
            text.Append("spec: {containers: [{name: main, ports: [{name: http, containerPort: 8080}]}]}\n");
        }

        for (var index = 0; index < policies; index++)
        {
            if (shape == ClusterShape.MixedKinds)
            {
                text.Append(Mixed(index));
                continue;
            }

            var selector = shape switch
            {
                ClusterShape.SharedPolicies when index < SharedPolicies => "{}",
                ClusterShape.Expressions => $"{{matchExpressions: [{{key: app, operator: NotIn, values: [a{index}]}}, {{key: tier, operator: NotIn, values: [t0, t1, t2]}}]}}",
                ClusterShape.ManyNamespaces when index < Namespaces => "{}",
                _ => $"{{matchLabels: {{app: a{index}}}}}",
            };
            text.Append(CultureInfo.InvariantCulture, $"---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p{index}, namespace: {Namespace(shape, index * 2)}}}\n");
            text.Append(CultureInfo.InvariantCulture, $"spec: {{podSelector: {selector}, policyTypes: [Ingress, Egress], ingress: [{{from: [{{podSelector: {{matchLabels: {{app: a{index + 1}}}}}}}, {{ipBlock: {{cidr: 10.{index % 250}.0.0/16}}}}], ports: [{{port: {1000 + (index % 50)}}}, {{port: http}}]}}], egress: [{{to: [{{ipBlock: {{cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}}}]}}]}}\n");
        }

        var documents = YamlReader.Read(new SourceFile("k8s.yaml", text.ToString()), KubernetesObjectReader.IsInteresting);
        return KubernetesModelBuilder.Build(documents, "default", []).Scopes[0];
    }

    private static string Mixed(int index)
    {
        var pods = string.Create(CultureInfo.InvariantCulture, $"{{matchLabels: {{app: a{index}}}}}");
        var others = string.Create(CultureInfo.InvariantCulture, $"{{matchLabels: {{app: a{index + 1}}}}}");
        var (version, kind, place, spec) = (index % 5) switch
        {
            0 => ("networking.k8s.io/v1", "NetworkPolicy", $", namespace: {Namespace(ClusterShape.MixedKinds, index * 2)}", $"{{podSelector: {pods}, policyTypes: [Ingress, Egress], ingress: [{{from: [{{podSelector: {others}}}], ports: [{{port: http}}]}}], egress: [{{to: [{{ipBlock: {{cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}}}]}}]}}"),
            1 => ("cilium.io/v2", "CiliumNetworkPolicy", $", namespace: {Namespace(ClusterShape.MixedKinds, index * 2)}", $"{{endpointSelector: {pods}, ingress: [{{fromEndpoints: [{others}], toPorts: [{{ports: [{{port: http}}]}}]}}], egressDeny: [{{toCIDR: [169.254.169.254/32]}}]}}"),
            2 => ("cilium.io/v2", "CiliumClusterwideNetworkPolicy", string.Empty, $"{{endpointSelector: {pods}, enableDefaultDeny: {{ingress: false}}, ingressDeny: [{{fromEntities: [world]}}], egress: [{{toEntities: [cluster]}}]}}"),
            3 => ("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy", string.Empty, string.Create(CultureInfo.InvariantCulture, $"{{priority: {index / 5 % 1000}, subject: {{pods: {{namespaceSelector: {{}}, podSelector: {pods}}}}}, ingress: [{{action: Pass, from: [{{namespaces: {{}}}}]}}], egress: [{{action: Deny, to: [{{networks: [169.254.169.254/32]}}]}}]}}")),
            _ => ("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy", string.Empty, string.Create(CultureInfo.InvariantCulture, $"{{tier: Baseline, priority: {index / 5 % 1000}, subject: {{pods: {{namespaceSelector: {{}}, podSelector: {pods}}}}}, ingress: [{{action: Deny, from: [{{namespaces: {{}}}}]}}]}}")),
        };
        return string.Create(CultureInfo.InvariantCulture, $"---\napiVersion: {version}\nkind: {kind}\nmetadata: {{name: p{index}{place}}}\nspec: {spec}\n");
    }

    private static string Namespace(ClusterShape shape, int index) =>
        shape is ClusterShape.ManyNamespaces or ClusterShape.MixedKinds ? string.Create(CultureInfo.InvariantCulture, $"ns{index / 2 % Namespaces}") : "shop";
}
