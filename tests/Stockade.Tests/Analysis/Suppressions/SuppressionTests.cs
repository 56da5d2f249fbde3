using System.Text.Json;

namespace Stockade.Tests.Analysis.Suppressions;

public sealed class SuppressionTests : IDisposable
{
    private const string Pod =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          containers: [{ name: web, image: web }]

        """;

    private const string Reason = "it reads scheduled events";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("# stockade:ignore AKS4001 {0}\n" + Pod)]
    [InlineData("#stockade:ignore AKS4001 {0}\n" + Pod)]
    [InlineData("# stockade:ignore AKS4001: {0}\n" + Pod)]
    [InlineData("# stockade:ignore aks4001 - {0}\n" + Pod)]
    [InlineData("# Copyright\n\n# stockade:ignore AKS4001 {0}\n# The shop\n\n---\n# more\n" + Pod)]
    [InlineData("---\n# stockade:ignore AKS4001 {0}\n---\n" + Pod)]
    [InlineData("\uFEFF# stockade:ignore AKS4001 {0}\r\n" + Pod)]
    [InlineData("# yamllint disable # stockade:ignore AKS4001 {0} # more\n" + Pod)]
    [InlineData("kind: List\napiVersion: v1\nitems:\n# stockade:ignore AKS4001 {0}\n- { apiVersion: v1, kind: Pod, metadata: { name: web, namespace: shop }, spec: { containers: [{ name: a, image: a }] } }\n")]
    [InlineData(Pod + "# stockade:ignore-file AKS4001 {0}\n")]
    public void A_comment_suppresses_the_object_it_heads_or_its_file(string text)
    {
        _folder.Write("web.yaml", string.Format(System.Globalization.CultureInfo.InvariantCulture, text.Replace("{ ", "{{ ", StringComparison.Ordinal).Replace(" }", " }}", StringComparison.Ordinal), Reason));
        AssertSuppressed("AKS4001");
    }

    [Theory]
    [InlineData("  name: web", "  name: web # stockade:ignore AKS4001 {0}")]
    [InlineData("  name: web", "  # stockade:ignore AKS4001 {0}\n  name: web")]
    [InlineData("  name: web", "  # stockade:ignore AKS4001 {0}\n  # The front\n  name: web")]
    public void A_comment_suppresses_its_line_or_the_next(string line, string with)
    {
        _folder.Write("web.yaml", Pod.Replace(line, with, StringComparison.Ordinal).Replace("{0}", Reason, StringComparison.Ordinal));
        AssertSuppressed("AKS4001");
    }

    [Theory]
    [InlineData("# stockade:ignore AKS1001 {0}\naz aks create -g shop -n shop")]
    [InlineData("az aks create -g shop -n shop # stockade:ignore AKS1001 {0}")]
    [InlineData("# stockade:ignore AKS1001 {0}\n# shellcheck disable=SC2086\naz aks create \\\n  -g shop \\\n  -n shop")]
    [InlineData("az aks create \\\n  -g shop \\\n  -n shop # stockade:ignore AKS1001 {0}")]
    [InlineData("echo shop\n# stockade:ignore-file AKS1001 {0}\naz aks create -g shop -n shop")]
    public void A_comment_of_a_script_suppresses_its_command(string script)
    {
        _folder.Write("create.sh", script.Replace("{0}", Reason, StringComparison.Ordinal) + "\n");
        AssertSuppressed("AKS1001");
    }

    [Theory]
    [InlineData("ConfigMap", "  key: |\n    # stockade:ignore-file AKS4001 not a comment\n")]
    [InlineData("ConfigMap", "  key: \"# stockade:ignore-file AKS4001 not a comment\"\n")]
    [InlineData("ConfigMap", "  key: '\n\n    # stockade:ignore-file AKS4001 not a comment'\n")]
    [InlineData("ConfigMap", "  key: a#stockade:ignore-file AKS4001 not a comment\n")]
    [InlineData("ConfigMap", "  key: a # say '# stockade:ignore-file' or nothing; stockade:ignore-file AKS4001 is prose\n")]
    public void What_is_no_comment_suppresses_nothing(string kind, string data)
    {
        _folder.Write("web.yaml", $"{Pod}---\napiVersion: v1\nkind: {kind}\nmetadata: {{ name: text }}\ndata:\n{data}---\nkind: List\nitems: []\n");
        var result = Analyze("AKS4001");
        Assert.Empty(result.Suppressed);
        Assert.Single(result.Diagnostics);
    }

    [Fact]
    public void A_comment_in_a_block_scalar_of_a_parsed_object_is_none()
    {
        _folder.Write("web.yaml", Pod.Replace("[{ name: web, image: web }]", "\n  - name: web\n    image: web\n    args:\n    - |\n      # stockade:ignore-file AKS4001 text\n", StringComparison.Ordinal));
        Assert.Empty(Analyze("AKS4001").Suppressed);
    }

    [Theory]
    [InlineData("\"AKS4001: {0}\"")]
    [InlineData("AKS4001 {0}")]
    [InlineData("|\n      AKS3003: the gateway is the only client\n      AKS4001: {0}")]
    [InlineData("\"AKS3003: the gateway is the only client\\nAKS4001: {0}\"")]
    public void An_annotation_suppresses_its_object(string value)
    {
        _folder.Write("web.yaml", Annotate(Pod, value.Replace("{0}", Reason, StringComparison.Ordinal)));
        AssertSuppressed("AKS4001");
    }

    [Fact]
    public void An_annotation_of_the_pod_template_suppresses_the_workload()
    {
        _folder.Write("web.yaml", $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: web }}\nspec: {{ selector: {{ matchLabels: {{ a: b }} }}, template: {{ metadata: {{ labels: {{ a: b }}, annotations: {{ stockade.dev/ignore: \"AKS4001: {Reason}\" }} }}, spec: {{ containers: [{{ name: a, image: a }}] }} }} }}\n");
        AssertSuppressed("AKS4001");
    }

    [Fact]
    public void An_annotation_of_a_namespace_suppresses_what_is_about_the_namespace_in_its_scopes_only()
    {
        foreach (var (folder, note) in new[] { ("dev", $"\n  annotations: {{ stockade.dev/ignore: \"AKS4001: {Reason}\" }}"), ("prod", "") })
        {
            _folder.Write($"{folder}/ns.yaml", $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop{note}\n");
            _folder.Write($"{folder}/web.yaml", Pod);
        }

        var result = Analyze("AKS4001");
        Assert.Equal("dev/web.yaml", Assert.Single(result.Suppressed).Location.File.Path);
        Assert.Equal("prod/web.yaml", Assert.Single(result.Diagnostics).Location.File.Path);
    }

    [Fact]
    public void A_suppression_works_at_a_related_location()
    {
        _folder.Write("a.yaml", Pod.Replace("name: web", "name: api", StringComparison.Ordinal));
        _folder.Write("b.yaml", $"# stockade:ignore AKS4001 {Reason}\n{Pod}");
        AssertSuppressed("AKS4001");
    }

    [Fact]
    public void In_rendered_output_a_file_is_a_template()
    {
        var rendered = $"---\n# Source: shop/templates/web.yaml\n# stockade:ignore-file AKS3003 {Reason}\n{Pod}---\n# Source: shop/templates/web.yaml\n{Other("api")}---\n# Source: shop/templates/job.yaml\n{Other("job")}";
        _folder.Write("rendered.yaml", rendered);
        var result = Analyze("AKS3003");
        Assert.Equal(2, result.Suppressed.Length);
        Assert.Equal("shop/templates/job.yaml", Assert.Single(result.Diagnostics).Template);

        static string Other(string name) => Pod.Replace("shop", name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# stockade:ignore AKS4001", "AKS9003 The suppression of AKS4001 gives no reason, so it has no effect")]
    [InlineData("# stockade:ignore AKS4001 (until 2027-06-30)", "AKS9003 The suppression of AKS4001 gives no reason, so it has no effect")]
    [InlineData("# stockade:ignore AKS4001 -", "AKS9003 The suppression of AKS4001 gives no reason, so it has no effect")]
    [InlineData("# stockade:ignore AKS4001 soon done (until 2027-01-31)", "AKS9004 The suppression of AKS4001 expired: it holds until 2027-01-31")]
    [InlineData("# stockade:ignore AKS4001 soon done (until 2027-02-30)", "AKS9004 The suppression has no effect: '2027-02-30' is no date such as 2027-01-31")]
    [InlineData("# stockade:ignore because I say so", "AKS9004 The suppression has no effect: it names no rule")]
    [InlineData("# stockade:ignore-next-line AKS4001 no", "AKS9004 The suppression has no effect: there is no 'stockade:ignore-next-line'; there are 'stockade:ignore' and 'stockade:ignore-file'")]
    [InlineData("# stockade:ignore AKS4O01 no", "AKS9004 There is no rule 'AKS4O01'; did you mean 'AKS4001'?")]
    [InlineData("# stockade:ignore AKS9000 no", "AKS9004 AKS9000 cannot be suppressed")]
    [InlineData("# stockade:ignore AKS1001 no", "AKS9004 The suppression of AKS1001 is unused: the rule reports nothing that it covers")]
    public void A_suppression_at_fault_is_reported_and_hides_nothing(string comment, string problem)
    {
        _folder.Write("web.yaml", $"{comment}\n{Pod}");
        var result = Analyze("AKS4001", "AKS1001", "AKS9003", "AKS9004");
        Assert.Empty(result.Suppressed);
        Assert.Contains(result.Diagnostics, static diagnostic => diagnostic.Id == "AKS4001");
        Assert.Equal(problem, Assert.Single(result.Diagnostics.Where(static diagnostic => diagnostic.Id != "AKS4001").Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Message}")));
    }

    [Fact]
    public void A_suppression_holds_on_its_last_day_and_without_a_clock()
    {
        _folder.Write("web.yaml", $"# stockade:ignore AKS4001 {Reason} (until 2027-02-01)\n{Pod}");
        AssertSuppressed("AKS4001");
        Assert.Single(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path, Select = ["AKS4001"] }).Suppressed);
    }

    [Fact]
    public void Of_several_ids_only_the_unused_one_is_reported()
    {
        _folder.Write("web.yaml", $"# stockade:ignore AKS4001, AKS4002 {Reason}\n{Pod}");
        var result = Analyze("AKS4001", "AKS4002", "AKS9004");
        Assert.Single(result.Suppressed);
        Assert.Equal("AKS4002", Assert.Single(result.Diagnostics).Location.Text);
    }

    [Fact]
    public void A_rule_that_did_not_run_makes_no_suppression_unused()
    {
        _folder.Write("web.yaml", $"# stockade:ignore AKS4002 {Reason}\n{Pod}");
        Assert.Empty(Analyze("AKS3003", "AKS9004").Diagnostics.Where(static diagnostic => diagnostic.Id == "AKS9004"));
    }

    [Fact]
    public void Sarif_and_the_counts_tell_of_what_is_suppressed()
    {
        _folder.Write("create.sh", $"# stockade:ignore AKS1001 {Reason} \u001B[31m\u009B ::error:: <b>\naz aks create -g shop -n shop\n");
        var result = Analyze("AKS1001", "AKS2001");
        Assert.Equal(1, result.Summary.Suppressed);
        var results = JsonDocument.Parse(ReportText.Of(result, ReportFormat.Sarif)).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(2, results.Count);
        Assert.All(results, static item => Assert.True(item.TryGetProperty("suppressions", out _)));
        var suppression = results.Single(static item => item.GetProperty("ruleId").GetString() == "AKS1001").GetProperty("suppressions")[0];
        Assert.Equal("inSource", suppression.GetProperty("kind").GetString());
        Assert.StartsWith(Reason, suppression.GetProperty("justification").GetString(), StringComparison.Ordinal);
        foreach (var format in Enum.GetValues<ReportFormat>())
            Assert.DoesNotContain("\u001B", ReportText.Of(result, format), StringComparison.Ordinal);
        var statistics = new StringWriter();
        ReportWriter.Write(result, ReportFormat.Text, statistics, new ReportOptions { ShowStatistics = true });
        Assert.Contains("     0  AKS1001  ApiServerIsPublic, 1 suppressed\n", statistics.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 suppressed · ", statistics.ToString(), StringComparison.Ordinal);
    }

    private static string Annotate(string manifest, string value) =>
        manifest.Replace("  namespace: shop\n", $"  namespace: shop\n  annotations:\n    stockade.dev/ignore: {value}\n", StringComparison.Ordinal);

    private AnalysisResult Analyze(params string[] rules) =>
        AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path, Select = [.. rules], Today = new DateOnly(2027, 2, 1) });

    private void AssertSuppressed(string rule)
    {
        var result = Analyze(rule, "AKS9003", "AKS9004");
        Assert.Empty(result.Diagnostics.Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Message}"));
        var suppressed = Assert.Single(result.Suppressed);
        Assert.Equal((rule, Reason), (suppressed.Id, suppressed.Suppression!.Reason));
    }
}
