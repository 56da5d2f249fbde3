namespace Stockade.Tests.Rules.Ingress;

public sealed class PolicyHygieneRuleTests
{
    private const string Web =
        """
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec: { containers: [{ name: web, image: web }] }
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }

        """;

    [Theory]
    [InlineData("spec: { podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } } }, { podSelector: { matchLabels: { app: web } } }] }] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } } }, { podSelector: {} }] }] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: gone } } }, { namespaceSelector: { matchLabels: { team: a } } }] }] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } } }, { podSelector: { matchLabels: { app: '${APP}' } } }] }] }")]
    public void An_item_that_names_pods_of_its_namespace_is_an_alternative(string spec) =>
        RuleVerifier.Verify("AKS3005", "k8s.yaml", Web + spec);

    [Theory]
    [InlineData("spec: { podSelector: {}, egress: [{ to: [{ namespaceSelector: { matchLabels: { team: a } } }, { [|podSelector: { matchLabels: { k8s-app: kube-dns } }|] }] }] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }, { [|podSelector: { matchLabels: { app: web } }|] }] }] }")]
    public void An_item_that_cannot_be_an_alternative_is_reported(string spec) => RuleVerifier.Verify("AKS3005", "k8s.yaml", Web + spec);

    [Theory]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress], [|ingress|]: [{}] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Ingress], [|egress|]: [{}] }")]
    [InlineData("spec: { podSelector: {}, [|egress|]: [] }")]
    [InlineData("spec: { podSelector: {}, [|egress|]: null }")]
    [InlineData("spec: { podSelector: {}, [|egress|]: [{}] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [], [|egress|]: [{}] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{}], egress: [{}] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Ingress], egress: [] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: ['${TYPE}'], egress: [{}] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}] }")]
    [InlineData("spec: { podSelector: {} }")]
    public void Sections_and_policyTypes_must_agree(string spec) => RuleVerifier.Verify("AKS3011", "k8s.yaml", Web + spec);

    [Theory]
    [InlineData("spec: { [|podselector|]: {}, [|egres|]: [], [|policytypes|]: [Egress] }")]
    [InlineData("spec: { podSelector: { [|matchlabels|]: { anyKey: a } }, ingress: [{ [|to|]: [], ports: [{ [|portt|]: 80 }] }] }")]
    [InlineData("spec: { podSelector: { matchLabels: { anyKey: a } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, [|excepts|]: [] } }] }] }\n[|ingress|]: []")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80, endPort: 90, protocol: TCP }] }] }\nstatus: { anything: here }")]
    public void Every_key_is_a_field_of_its_place(string spec) => RuleVerifier.Verify("AKS3010", "k8s.yaml", Web + spec);

    [Theory]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: [|10.0.0.0|] } }], ports: [{ port: [|'80'|] }] }] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '${CIDR}' } }] }] }")]
    public void What_the_API_server_refuses_is_marked(string spec) => RuleVerifier.Verify("AKS3009", "k8s.yaml", Web + spec);

    [Theory]
    [InlineData("spec: { podSelector: { matchLabels: { app: web } }, ingress: [[|{ from: [{ podSelector: {} }] }|]] }", "{}", "[{}]")]
    [InlineData("spec: { podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: {} }] }] }", "{}", "[{ ports: [{ port: 80 }] }]")]
    [InlineData("spec: { podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: {} }] }] }", "{ matchLabels: { app: api } }", "[{}]")]
    [InlineData("spec: { podSelector: { matchLabels: { app: none } }, ingress: [{ from: [{ podSelector: {} }] }] }", "{}", "[{}]")]
    [InlineData("spec: { podSelector: {}, ingress: [[|{ from: [{ podSelector: { matchLabels: { app: a } } }], ports: [{ port: 80 }] }|]] }", "{}", "[{ from: [{ podSelector: {} }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [[|{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }|]] }", "{}", "[{ from: [{ namespaceSelector: {} }], ports: [{ port: 79, endPort: 80 }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [[|{ from: [{ ipBlock: { cidr: 10.1.0.0/16 } }, { podSelector: { matchLabels: { app: a, tier: b } } }] }|]] }", "{}", "[{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.2.0.0/16] } }, { podSelector: { matchExpressions: [{ key: app, operator: In, values: [a, c] }] } }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [[|{ from: [{ namespaceSelector: { matchLabels: { team: a } } }] }|]] }", "{}", "[{ from: [{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: Exists }] } }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] }", "{}", "[{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80, protocol: UDP }] }] }", "{}", "[{ from: [{ namespaceSelector: {} }], ports: [{ port: 80 }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }", "{}", "[{ from: [{ namespaceSelector: {} }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.2.0.0/16 } }] }] }", "{}", "[{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.2.3.0/24] } }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }", "{}", "[{ from: [{ namespaceSelector: { matchLabels: { team: '${TEAM}' } } }, { podSelector: { matchLabels: { app: a } } }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [{ ports: [{ port: none }] }] }", "{}", "[{ ports: [{ port: 80 }] }]")]
    [InlineData("spec: { podSelector: {}, ingress: [] }", "{}", "[{}]")]
    [InlineData("spec: { podSelector: {}, ingress: [{}] }", "{}", "[{}]")]
    public void Only_a_policy_that_allows_more_to_the_same_pods_defeats(string spec, string otherSelector, string otherIngress) =>
        RuleVerifier.Verify(
            "AKS3006",
            "k8s.yaml",
            Web + spec + $"\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: wide, namespace: shop }}\nspec: {{ podSelector: {otherSelector}, ingress: {otherIngress} }}\n");

    [Theory]
    [InlineData("spec: { podSelector: {}, ingress: [[|{ from: [{ podSelector: {} }] }|]] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }")]
    [InlineData("spec: { podSelector: {}, ingress: [{}] }")]
    [InlineData("spec: { podSelector: { matchLabels: { app: none } }, ingress: [{ from: [{ podSelector: {} }] }] }")]
    public void Sources_without_ports_may_connect_to_all(string spec) => RuleVerifier.Verify("AKS3004", "k8s.yaml", Web + spec);

    [Theory]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress], [|egress|]: [{ to: [{ podSelector: {} }] }] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress], [|egress|]: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 443 }] }] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: {} }] }] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }, { ports: [{ port: 53, protocol: UDP }] }] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }, { to: [{ ipBlock: { cidr: 10.0.0.10/32 } }] }] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }], ports: [{ port: 80 }] }, { to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: openshift-dns } } }], ports: [{ port: dns, protocol: UDP }, { port: 5353, protocol: UDP }] }] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 443 }] }] }")]
    [InlineData("spec: { podSelector: {}, policyTypes: [Egress] }")]
    public void Names_need_DNS(string spec) => RuleVerifier.Verify("AKS4005", "k8s.yaml", Web + spec);
}
