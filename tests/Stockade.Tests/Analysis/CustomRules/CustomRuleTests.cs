using System.Text;

namespace Stockade.Tests.Analysis.CustomRules;

/// <summary>Rules of a repository, from page to report.</summary>
public sealed class CustomRuleTests : IDisposable
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec:\n  containers:\n    - name: web\n      image: web:1\n      args: ['007', '1e3']\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each schema, and what it says of the pod: places and problems, or nothing.
    [Theory]
    [InlineData("{ required: [spec] }", "")]
    [InlineData("{ required: [status] }", "3:19 'status' is missing")]
    [InlineData("{ properties: { metadata: { required: [annotations] } } }", "3:1 'annotations' is missing")]
    [InlineData("{ properties: { metadata: { additionalProperties: false, properties: { name: {}, namespace: {} } } } }", "3:41 it is not allowed here")]
    [InlineData("{ properties: { spec: { properties: { containers: { items: { properties: { image: { pattern: ':[0-9]+\\.' } } } } } } } }", "7:14 it does not have the form that the schema asks for")]
    [InlineData("{ properties: { spec: { properties: { containers: { items: { required: [resources] } } } } } }", "6:7 'resources' is missing")]
    [InlineData("{ properties: { spec: { properties: { containers: { minItems: 2 } } } } }", "5:3 it has fewer than 2 items")]
    [InlineData("{ properties: { kind: { const: Deployment } } }", "2:7 it is not one of 'Deployment'")]
    [InlineData("{ properties: { kind: { enum: [Pod, Job] }, apiVersion: { type: integer } } }", "1:13 it is no whole number")]
    [InlineData("{ not: { required: [spec] } }", "3:19 it is what the schema excludes")]
    [InlineData("{ anyOf: [{ required: [a] }, { required: [b] }] }", "3:19 it satisfies none of the alternatives of the schema")]
    [InlineData("{ allOf: [{ required: [a] }, { required: [kind] }] }", "3:19 'a' is missing")]
    [InlineData("{ if: { properties: { kind: { const: Pod } } }, then: { required: [a] }, else: { required: [b] } }", "3:19 it satisfies none of the alternatives of the schema")]
    [InlineData("{ if: { properties: { kind: { const: Job } } }, then: { required: [a] } }", "")]
    [InlineData("{ properties: { spec: { properties: { containers: { contains: { properties: { name: { const: web } } } } } } } }", "")]
    [InlineData("{ properties: { spec: { properties: { containers: { contains: { properties: { name: { const: sidecar } } } } } } } }", "5:3 it satisfies none of the alternatives of the schema")]
    [InlineData("{ properties: { spec: { properties: { containers: { items: { properties: { args: { items: { type: string } } } } } } } } }", "")]
    [InlineData("{ $ref: '#/definitions/node', definitions: { node: { properties: { metadata: { $ref: '#/definitions/node' }, name: { maxLength: 2 } } } } }", "3:19 it is longer than 2")]
    [InlineData("true", "")]
    [InlineData("false", "3:19 it is what the schema excludes")]
    public void A_violation_is_reported_at_the_place_it_is_about(string schema, string expected)
    {
        _folder.Write("pod.yaml", Pod);
        Assert.Equal(expected, Run("subject: kubernetes\nkinds: [Pod]", schema));
    }

    [Fact]
    public void An_expression_that_would_take_for_ever_takes_no_time()
    {
        _folder.Write("pod.yaml", Pod.Replace("image: web:1", $"image: {new string('a', 200)}b", StringComparison.Ordinal));
        Assert.StartsWith("7:14", Run("subject: workload", "{ properties: { pod: { properties: { spec: { properties: { containers: { items: { properties: { image: { pattern: '^(a+)+$' } } } } } } } } } }"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workload", "{ properties: { imds: { const: blocked } } }", "3:19 it is not one of 'blocked'")]
    [InlineData("workload", "{ properties: { labels: { required: [team] } } }", "3:19 'team' is missing")]
    [InlineData("cluster", "{ properties: { apiServer: { enum: [private] } } }", "1:1 it is not one of 'private'")]
    [InlineData("cluster", "{ properties: { imdsRestriction: { enum: [on] }, localAccounts: { enum: [disabled] } } }", "")]
    [InlineData("cluster", "{ anyOf: [{ properties: { localAccounts: { const: disabled } } }, { properties: { apiServer: { const: private } } }] }", "")]
    [InlineData("command\ncommands: [aks create]", "{ properties: { options: { required: [--tier] } } }", "1:1 '--tier' is missing")]
    [InlineData("command\ncommands: [aks update]", "{ properties: { options: { required: [--tier] } } }", "")]
    [InlineData("command", "{ properties: { options: { properties: { --location: { items: { const: westeurope } } } } } }", "")]
    [InlineData("command", "{ properties: { options: { properties: { --name: { items: { pattern: '^prod-' } } } } } }", "1:24 it does not have the form that the schema asks for")]
    public void The_model_is_a_subject_and_what_it_does_not_know_is_no_fault(string subject, string schema, string expected)
    {
        _folder.Write("pod.yaml", Pod);
        _folder.Write("a.sh", "az aks create -g rg -n shop --location $WHERE --network-policy azure $MORE_OF_LOCAL\n".Replace(" $MORE_OF_LOCAL", subject.StartsWith("cluster", StringComparison.Ordinal) && schema.Contains("localAccounts", StringComparison.Ordinal) ? " $ARGS" : "", StringComparison.Ordinal));
        Assert.Equal(expected, Run("subject: " + subject, schema));
    }

    [Fact]
    public void A_kind_that_only_a_rule_asks_for_decides_no_scope()
    {
        const string Map = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\ndata: { a: b }\n";
        _folder.Write("dev/all.yaml", Map + "---\n" + Pod);
        _folder.Write("prod/all.yaml", Map + "---\n" + Pod.Replace("name: web, ", "name: other, ", StringComparison.Ordinal));
        Assert.Equal("3:19 'immutable' is missing\n3:19 'immutable' is missing", Run("subject: kubernetes\nkinds: [ConfigMap]", "{ required: [immutable] }"));
        Assert.Single(Analyze().Model.Scopes);
    }

    [Fact]
    public void A_kustomization_is_judged_as_it_is_built()
    {
        _folder.Write("pod.yaml", Pod);
        _folder.Write("kustomization.yaml", "resources: [pod.yaml]\nlabels: [{ pairs: { team: shop } }]\n");
        Assert.Equal("", Run("subject: kubernetes\nkinds: [Pod]", "{ properties: { metadata: { properties: { labels: { required: [team] } } } } }"));
    }

    [Fact]
    public void A_rule_of_the_repository_is_selected_configured_and_suppressed_like_any_other()
    {
        _folder.Write("pod.yaml", "# stockade:ignore SHOP001 it is the old one\n" + Pod + "---\n" + Pod.Replace("name: web, ", "name: other, ", StringComparison.Ordinal));
        WriteRule("subject: kubernetes\nkinds: [Pod]", "{ required: [status] }");
        _folder.Write("stockade.yaml", "custom-rules: [rules/SHOP001.md]\nseverity: { SHOP: info }\n");
        var result = Analyze();
        Assert.Equal((1, 1, 0), (result.Summary.Infos, result.Summary.Suppressed, result.Summary.Errors));
        Assert.Contains("\"id\": \"SHOP001\"", ReportText.Of(result, ReportFormat.Sarif), StringComparison.Ordinal);
        Assert.Contains("= help: rules/SHOP001.md", ReportText.Of(result, ReportFormat.Text), StringComparison.Ordinal);
        Assert.Empty(Analyze(select: "AKS9").Diagnostics);
        Assert.Contains("SHOPP", Assert.Single(Analyze(select: "SHOPP").PathErrors), StringComparison.Ordinal);

        var run = new AnalysisOptions { RootDirectory = _folder.Path };
        Assert.Equal("SHOP001", RuleReference.GetRules(run)[^1].Id);
        var page = new StringWriter();
        RuleReference.WritePage("SHOP001", page, run: run);
        Assert.StartsWith("SHOP001 SomethingIsWrong (warning, since 1)", page.ToString(), StringComparison.Ordinal);
    }

    // What is wrong with a page, and where. The schema begins in line 12.
    [Theory]
    [InlineData("subject: pods", "{}", "6:10: 'subject' takes one of kubernetes, workload, cluster, command, not 'pods'")]
    [InlineData("subject: kubernetes", "{}", "6:10: the subject 'kubernetes' needs 'kinds'")]
    [InlineData("subject: cluster\nkinds: [Pod]", "{}", "7:1: 'kinds' goes with the subject 'kubernetes'")]
    [InlineData("subject: workload\nsubjct: x", "{}", "7:1: the front matter has no key 'subjct'; did you mean 'subject'?")]
    [InlineData("subject: workload", "{ requierd: [a] }", "13:3: the schema has no key 'requierd'; did you mean 'required'?")]
    [InlineData("subject: workload", "{ type: txt }", "13:9: 'type' takes one of object, array, string, number, integer, boolean, null, not 'txt'")]
    [InlineData("subject: workload", "{ pattern: '(?=a)b' }", "13:12: the pattern needs backtracking (a look-around, a back reference or an atomic group), whose time has no bound")]
    [InlineData("subject: workload", "{ pattern: '(a' }", "13:12: the pattern is invalid: Invalid pattern '(a' at offset 2. Not enough )'s.")]
    [InlineData("subject: workload", "{ patternProperties: {} }", "13:3: the schema has no key 'patternProperties'; it has type")]
    [InlineData("subject: workload", "{ $ref: 'http://example.com/schema' }", "13:9: a reference is #/definitions/NAME, not 'http://example.com/schema': nothing else is read")]
    [InlineData("subject: workload", "{ $ref: '#/definitions/b', definitions: { a: {} } }", "13:9: there is no definition 'b'")]
    [InlineData("subject: workload", "{ definitions: { a: { anyOf: [{ $ref: '#/definitions/a' }] } } }", "13:39: the definition 'a' refers to itself without end")]
    [InlineData("subject: workload", "{ maxLength: -1 }", "13:14: 'maxLength' takes a whole number, not '-1'")]
    [InlineData("subject: workload", "{ required: a }", "13:13: 'required' takes a list of texts, not 'a'")]
    [InlineData("subject: workload", "{ then: {} }", "13:3: 'then' needs an 'if'")]
    [InlineData("subject: workload", "", "12:1: the schema is empty")]
    public void A_mistake_in_a_page_ends_the_run_and_says_where(string subject, string schema, string expected)
    {
        _folder.Write("pod.yaml", Pod);
        WriteRule(subject, schema);
        _folder.Write("stockade.yaml", "custom-rules: [rules/SHOP001.md]\n");
        var result = Analyze();
        Assert.Contains($"rules/SHOP001.md:{expected}", result.ConfigurationErrors[0].Replace("The configuration is invalid: ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(0, result.Summary.FilesRead);
    }

    [Theory]
    [InlineData("# no front matter\n", "1:1: a rule's page begins with front matter between two lines of '---'")]
    [InlineData("---\nid: AKS9\n---\n# T\n## Schema\n```json\n{}\n```\n", "2:1: the front matter needs a 'name'")]
    [InlineData("---\nid: AKS9\nname: A\nseverity: info\nmessage: '{who}'\nsubject: cluster\n---\n# T\n## Schema\n```json\n{}\n```\n", "2:5: ids that begin with AKS are Stockade's own")]
    [InlineData("---\nid: shop\nname: A\nseverity: info\nmessage: '{subjct}'\nsubject: cluster\n---\n# T\n## Schema\n```json\n{}\n```\n", "5:10: the message has no placeholder '{subjct}'; did you mean '{subject}'?")]
    [InlineData("---\nid: SHOP1\nname: A\nseverity: info\nmessage: m\nsubject: cluster\n---\n# T\n", "1:1: the page has no schema: a block ```json or ```yaml under the heading '## Schema'")]
    [InlineData("---\nid: SHOP1\nname: A\nseverity: info\nmessage: m\nsubject: cluster\n---\n# T\n## Schema\n```json\n{\"a\": [}\n```\n", "11:8:")]
    public void A_page_of_another_form_is_none(string page, string expected)
    {
        _folder.Write("pod.yaml", Pod);
        _folder.Write("rules/SHOP001.md", page);
        _folder.Write("stockade.yaml", "custom-rules: [rules/SHOP001.md]\n");
        Assert.Contains(Analyze().ConfigurationErrors, error => error.Replace("The configuration is invalid: ", "", StringComparison.Ordinal).StartsWith($"rules/SHOP001.md:{expected}", StringComparison.Ordinal));
    }

    private void WriteRule(string subject, string schema) => _folder.Write(
        "rules/SHOP001.md",
        $"---\nid: SHOP001\nname: SomethingIsWrong\nseverity: warning\nsince: 1\n{subject}\nmessage: \"{{problem}}\"\n---\n# A title\n## Schema\n\n```yaml\n{schema}\n```\n");

    private string Run(string subject, string schema)
    {
        WriteRule(subject, schema);
        _folder.Write("stockade.yaml", "custom-rules: [rules/SHOP001.md]\n");
        var result = Analyze(select: "SHOP");
        Assert.Empty(result.ConfigurationErrors);
        return new StringBuilder().AppendJoin('\n', result.Diagnostics.Select(static diagnostic => $"{diagnostic.Location.Line}:{diagnostic.Location.Column} {diagnostic.Message}")).ToString();
    }

    private AnalysisResult Analyze(string? select = null) =>
        AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path, Select = select is null ? [] : [select] });
}
