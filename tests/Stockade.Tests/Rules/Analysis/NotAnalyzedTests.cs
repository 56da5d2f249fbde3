namespace Stockade.Tests.Rules.Analysis;

public class NotAnalyzedTests
{
    private const string Template = "kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n";

    [Fact]
    public void A_chart_is_reported_once_with_its_subcharts() => RuleVerifier.Verify(
        "AKS9002",
        ("chart/Chart.yaml", "name: [|shop|]\n"),
        ("chart/templates/a.yaml", Template),
        ("chart/templates/b.yaml", Template),
        ("chart/charts/db/Chart.yaml", "name: db\n"),
        ("chart/charts/db/templates/a.yaml", Template));

    [Fact]
    public void A_template_outside_a_chart_is_reported_at_its_first_mark() =>
        RuleVerifier.Verify("AKS9002", "deploy/web.yaml", "kind: Deployment\nmetadata:\n  name: [|{{ .Name }}|]\n---\n" + Template);

    [Fact]
    public void A_placeholder_in_a_value_is_read() =>
        RuleVerifier.Verify("AKS9002", "web.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-${ENV}\nspec: {}\n");

    [Fact]
    public void What_a_kustomization_does_not_follow_is_reported_where_it_stands() => RuleVerifier.Verify(
        "AKS9002", "kustomization.yaml", "resources:\n- [|https://example.com/base|]\npatches:\n- path: [|a.yaml|]\n");
}
