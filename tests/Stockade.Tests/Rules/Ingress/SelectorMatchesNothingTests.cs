namespace Stockade.Tests.Rules.Ingress;

public class SelectorMatchesNothingTests
{
    private static string Workload(string labels, string space = "shop", string name = "web", string objectLabels = "{}") =>
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: {{space}}, labels: {{objectLabels}} }
        spec: { template: { metadata: { labels: {{labels}} }, spec: {} } }
        ---

        """;

    private static string Namespace(string name, string labels) => $"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {name}, labels: {labels} }}\n---\n";

    private static string Policy(string selector, string from = "[]", string space = "shop") =>
        $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: p, namespace: {{space}} }
        spec: { podSelector: {{selector}}, ingress: [{ from: {{from}} }] }
        ---

        """;

    private static void Verify(params string[] documents) => RuleVerifier.Verify("AKS3008", "a.yaml", string.Concat(documents));

    [Fact]
    public void The_requirement_that_nothing_meets_is_marked() =>
        Verify(Workload("{ app: web, tier: front }"), Policy("{ matchLabels: { tier: front, [|app: wbe|] } }"));

    [Fact]
    public void A_selector_that_matches_is_silent() =>
        Verify(Workload("{ app: web }"), Policy("{ matchExpressions: [{ key: app, operator: In, values: [web, other] }] }"));

    [Fact]
    public void Labels_of_the_object_are_not_those_of_its_pods() =>
        Verify(Workload("{ run: x }", objectLabels: "{ app: web }"), Policy("{ matchLabels: { [|app: web|] } }"));

    [Fact]
    public void A_namespace_without_workloads_here_has_them_elsewhere() =>
        Verify(Workload("{ app: web }", space: "other"), Policy("{ matchLabels: { app: wbe } }"));

    [Fact]
    public void A_label_that_cannot_be_read_may_be_the_one() => Verify(Workload("{ app: \"${APP}\" }"), Policy("{ matchLabels: { app: web } }"));

    [Fact]
    public void A_selector_that_only_excludes_is_silent() =>
        Verify(Workload("{ app: web }"), Policy("{ matchExpressions: [{ key: app, operator: NotIn, values: [web] }] }"));

    [Fact]
    public void A_label_that_a_controller_sets_is_silent() =>
        Verify(Workload("{ app: web }"), Policy("{ matchLabels: { acme.cert-manager.io/http01-solver: \"true\" } }"));

    [Fact]
    public void A_peer_that_invites_clients_is_silent() =>
        Verify(Workload("{ app: web }"), Policy("{}", "[{ podSelector: { matchLabels: { web-client: \"true\" } } }]"));

    [Fact]
    public void A_peer_of_the_own_namespace_is_told() =>
        Verify(Workload("{ app: web }"), Policy("{}", "[{ podSelector: { matchLabels: { [|app: gateway|] } } }]"));

    [Fact]
    public void Namespaces_of_others_are_silent() => Verify(
        Namespace("shop", "{ team: red }"),
        Workload("{ app: web }"),
        Policy("{}", "[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }, podSelector: { matchLabels: { app: prometheus } } }]"),
        Policy("{}", "[{ namespaceSelector: { matchLabels: { team: blue } } }, { namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }]").Replace("name: p", "name: q", StringComparison.Ordinal));

    [Fact]
    public void A_slip_in_the_label_of_a_namespace_is_told() =>
        Verify(Namespace("shop", "{ team: frontend }"), Workload("{ app: web }"), Policy("{}", "[{ namespaceSelector: { matchLabels: { [|team: frontent|] } } }]"));

    [Fact]
    public void A_namespace_without_a_label_of_its_name_is_told() =>
        Verify(Namespace("shop", "{}"), Workload("{ app: web }"), Policy("{}", "[{ namespaceSelector: { matchLabels: { [|name: shop|] } } }]"));

    [Fact]
    public void Names_of_a_series_are_no_slip() => Verify(
        Namespace("team-a", "{}"),
        Workload("{ app: web }", space: "team-a"),
        Policy("{}", "[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: team-b } } }]", space: "team-a"));

    [Fact]
    public void A_peer_in_a_named_namespace_is_looked_up_there() => Verify(
        Workload("{ app: web }"),
        Workload("{ app: api }", space: "back"),
        Policy("{}", "[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: back } }, podSelector: { matchLabels: { [|app: web|] } } }]"));

    [Fact]
    public void A_policy_that_scopes_share_works_where_one_of_them_has_the_workload() => RuleVerifier.Verify(
        "AKS3008",
        ("dev/web.yaml", Workload("{ app: web }")),
        ("prod/web.yaml", Workload("{ app: web }") + Workload("{ app: batch }", name: "batch")),
        ("policy.yaml", Policy("{ matchLabels: { app: batch } }")));

    [Fact]
    public void Pods_that_a_service_leads_to_are_made_by_an_operator() => Verify(
        Workload("{ app: grafana }"),
        "apiVersion: v1\nkind: Service\nmetadata: { name: prometheus, namespace: shop }\nspec: { selector: { app: prometheus, instance: main } }\n---\n",
        Policy("{ matchLabels: { app: prometheus } }", "[{ podSelector: { matchLabels: { app: prometheus } } }, { podSelector: { matchLabels: { [|app: alertmanager|] } } }]"));

    [Fact]
    public void Whom_a_chart_lets_in_may_be_another_release() => Verify(
        "# Source: shop/templates/all.yaml\n" + Workload("{ app: web, tier: frontend }"),
        "# Source: shop/templates/all.yaml\n" + Policy("{}", "[{ podSelector: { matchLabels: { app: gateway } } }, { podSelector: { matchLabels: { [|tier: frontent|] } } }]"),
        "# Source: shop/templates/all.yaml\n" + Policy("{ matchLabels: { [|app: api|] } }").Replace("name: p", "name: q", StringComparison.Ordinal));

    [Fact]
    public void Beside_an_unrendered_chart_only_a_slip_is_told() => RuleVerifier.Verify(
        "AKS3008",
        ("chart/Chart.yaml", "name: x\n"),
        ("a.yaml", Workload("{ app: frontend }") + Policy("{ matchLabels: { app: database } }") + Policy("{ matchLabels: { [|app: frontent|] } }").Replace("name: p", "name: q", StringComparison.Ordinal)));
}
