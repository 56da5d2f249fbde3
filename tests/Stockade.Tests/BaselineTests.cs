using System.Text.Json;

namespace Stockade.Tests;

/// <summary>Baselines and comparisons with a revision: what is old is not told again, and nothing new hides behind it.</summary>
public sealed class BaselineTests : IDisposable
{
    private const string Policy =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: out
          namespace: shop
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
          egress:
            - to:
                - ipBlock:
                    cidr: 0.0.0.0/0

        """;

    private readonly GitSandbox _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void What_the_baseline_knows_is_suppressed_and_counted()
    {
        _repository.Write("k8s/web.yaml", Pod("web") + "---\n" + Policy).Write("create.sh", "az aks create -g rg -n shop\n");
        var all = Analyze();
        Assert.NotEmpty(all.Diagnostics);
        WriteBaseline();
        var result = Analyze(baseline: "stockade.baseline.json");
        Assert.Empty(result.Diagnostics.Select(static diagnostic => diagnostic.Message));
        Assert.Equal(all.Diagnostics.Length, result.Summary.Suppressed);
        var sarif = JsonDocument.Parse(ReportText.Of(result, ReportFormat.Sarif)).RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.Equal("external", sarif.GetProperty("suppressions")[0].GetProperty("kind").GetString());
    }

    public static TheoryData<string> Harmless() => ["moved", "renamed", "indented", "reordered", "flow", "commented"];

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Moving_renaming_and_writing_differently_bring_nothing_new(string change)
    {
        _repository.Write("k8s/web.yaml", Pod("web") + "---\n" + Policy).Write("infra/create.sh", "az aks create -g rg -n shop\n").Commit();
        WriteBaseline();
        switch (change)
        {
            case "moved":
                _repository.Move("k8s/web.yaml", "deploy/eu/web.yaml");
                _repository.Move("infra/create.sh", "scripts/create.sh");
                break;
            case "renamed":
                _repository.Move("k8s/web.yaml", "k8s/frontend.yml");
                break;
            case "indented":
                _repository.Write("k8s/web.yaml", (Pod("web") + "---\n" + Policy.Replace("  ", "    ", StringComparison.Ordinal)).Replace("\n", "\r\n", StringComparison.Ordinal));
                break;
            case "reordered":
                _repository.Write("k8s/web.yaml", Policy + "---\n# Source: shop/templates/web.yaml\n" + Pod("web"));
                break;
            case "flow":
                _repository.Write("k8s/web.yaml", Pod("web") + "---\n" + Policy.Replace("- to:\n        - ipBlock:\n            cidr: 0.0.0.0/0", "- { to: [{ ipBlock: { cidr: \"0.0.0.0/0\" } }] }", StringComparison.Ordinal));
                break;
            default:
                _repository.Write("k8s/web.yaml", "# The front\n" + Pod("web") + "---\n" + Policy.Replace("spec:", "spec: # all", StringComparison.Ordinal));
                _repository.Write("infra/create.sh", "# The cluster\naz aks create \\\n  -g rg \\\n  -n shop\n");
                break;
        }

        Assert.Empty(Analyze(baseline: "stockade.baseline.json").Diagnostics.Select(static diagnostic => diagnostic.Message));
        var sinceHead = Analyze(revision: "HEAD");
        Assert.Empty(sinceHead.Diagnostics.Select(static diagnostic => diagnostic.Message));
        Assert.Contains("since HEAD: no workload became reachable and no cluster public\n", ReportText.Of(sinceHead, ReportFormat.Text), StringComparison.Ordinal);
    }

    [Fact]
    public void Rendering_again_with_another_version_brings_nothing_new()
    {
        _repository.Write("out.yaml", Rendered("1.2.3", "web", "api")).Commit();
        WriteBaseline();
        _repository.Write("out.yaml", Rendered("1.3.0", "api", "web"));
        Assert.Empty(Analyze(baseline: "stockade.baseline.json").Diagnostics.Select(static diagnostic => diagnostic.Message));
        Assert.Empty(Analyze(revision: "HEAD").Diagnostics.Select(static diagnostic => diagnostic.Message));

        static string Rendered(string version, params string[] names) => string.Concat(names.Select(name =>
            $"---\n# Source: shop/templates/{name}.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n  namespace: shop\n  labels:\n    app: {name}\n    helm.sh/chart: shop-{version}\n  annotations:\n    checksum/config: c{version}\nspec: {{ containers: [{{ name: a, image: a }}] }}\n"));
    }

    [Fact]
    public void One_more_hole_is_exactly_one_finding()
    {
        _repository.Write("k8s/web.yaml", Pod("web")).Write("k8s/deny.yaml", Policy.Replace("  egress:\n    - to:\n        - ipBlock:\n            cidr: 0.0.0.0/0\n", "", StringComparison.Ordinal)).Commit();
        WriteBaseline();
        _repository.Write("k8s/open.yaml", Policy.Replace("[Ingress, Egress]", "[Egress]", StringComparison.Ordinal).Replace("name: out", "name: open", StringComparison.Ordinal));
        Assert.Equal("AKS4001", Assert.Single(Analyze("AKS4001", baseline: "stockade.baseline.json").Diagnostics).Id);
        var result = Analyze("AKS4001", revision: "HEAD");
        Assert.Equal("k8s/open.yaml", Assert.Single(result.Diagnostics).Location.File.Path);
        Assert.Contains("since HEAD: newly reachable: 1 workload (shop/Pod/web)\n", ReportText.Of(result, ReportFormat.Text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_that_joins_an_old_finding_is_new_and_one_that_leaves_it_is_not()
    {
        _repository.Write("k8s/web.yaml", Pod("web") + "---\n" + Pod("api")).Commit();
        WriteBaseline();
        _repository.Write("k8s/job.yaml", Pod("job"));
        Assert.Contains("AKS4001", Analyze(baseline: "stockade.baseline.json").Diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.Contains("newly reachable: 1 workload (shop/Pod/job)", ReportText.Of(Analyze(revision: "HEAD"), ReportFormat.Text), StringComparison.Ordinal);
        _repository.Delete("k8s/job.yaml");
        _repository.Write("k8s/web.yaml", Pod("web"));
        Assert.Empty(Analyze(baseline: "stockade.baseline.json").Diagnostics.Select(static diagnostic => diagnostic.Message));
        Assert.Contains("no longer reachable: 1 workload (shop/Pod/api)", ReportText.Of(Analyze(revision: "HEAD"), ReportFormat.Text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_finding_once_more_is_new()
    {
        _repository.Write("dev/web.yaml", Pod("web"));
        WriteBaseline();
        _repository.Write("prod/web.yaml", Pod("web"));
        Assert.Single(Analyze("AKS4001", baseline: "stockade.baseline.json").Diagnostics);
    }

    [Fact]
    public void The_baseline_that_the_configuration_names_is_read_and_must_be_there()
    {
        _repository.Write("web.yaml", Pod("web")).Write("stockade.yaml", "namespace: shop\nbaseline: known.json\n");
        Assert.Equal("stockade.yaml:2:11: The configuration is invalid: the baseline 'known.json' cannot be read: the file does not exist", Assert.Single(Analyze().ConfigurationErrors));
        WriteBaseline("known.json");
        Assert.Empty(Analyze().Diagnostics);
    }

    [Theory]
    [InlineData("{\n  \"schemaVersion\": 1,\n  oops\n}", "known.json:3:1: The configuration is invalid: the baseline cannot be read: it is no valid JSON")]
    [InlineData("[]", "known.json:1:1: The configuration is invalid: the baseline cannot be read: it is no baseline of stockade")]
    [InlineData("{ \"schemaVersion\": 1, \"findings\": [ { \"rule\": \"\\ud800\" } ] }", "known.json:1:1: The configuration is invalid: the baseline cannot be read: it holds half of a surrogate pair")]
    [InlineData("{ \"schemaVersion\": 2, \"findings\": [] }", "known.json:1:1: The configuration is invalid: the baseline cannot be read: its schema version is not 1; write it anew with --write-baseline")]
    [InlineData("{ \"schemaVersion\": 1, \"findings\": [ { \"rule\": \"AKS4001\" } ] }", "known.json:1:1: The configuration is invalid: the baseline cannot be read: a finding has no 'rule' or no 'fingerprint'")]
    public void A_baseline_that_cannot_be_read_is_an_error(string text, string error)
    {
        _repository.Write("web.yaml", Pod("web")).Write("known.json", text);
        Assert.Equal(error, Assert.Single(Analyze(baseline: "known.json").ConfigurationErrors));
    }

    [Fact]
    public void A_revision_that_cannot_be_read_is_an_error_and_nothing_is_analysed()
    {
        _repository.Write("web.yaml", Pod("web")).Commit();
        var result = Analyze(revision: "nowhere");
        Assert.Equal("'nowhere' cannot be compared with: there is no revision 'nowhere'", Assert.Single(result.PathErrors));
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void A_part_of_a_repository_is_compared_with_the_same_part()
    {
        _repository.Write("apps/shop/k8s/web.yaml", Pod("web")).Write("apps/shop/chart/Chart.yaml", "name: a\nversion: 1.0.0\n").Write("apps/shop/chart/templates/x.yaml", "kind: {{ .Kind }}\n").Write("other/x.yaml", Pod("other")).Commit();
        _repository.Write("apps/shop/k8s/api.yaml", Pod("api").Replace("shop", "pay", StringComparison.Ordinal));
        var options = new AnalysisOptions { RootDirectory = Path.Combine(_repository.Path, "apps", "shop"), Paths = ["k8s", "chart"], DiffRevision = "HEAD" };
        var result = AnalyzerEngine.Analyze(options);
        Assert.All(result.Diagnostics, static diagnostic => Assert.Equal("k8s/api.yaml", diagnostic.Location.File.Path));
        Assert.Contains("newly reachable: 1 workload (pay/Pod/api)", ReportText.Of(result, ReportFormat.Text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_behind_a_link_is_the_same_at_a_revision()
    {
        _repository.Write("base/kustomization.yaml", "resources: [web.yaml]\n").Write("base/web.yaml", Pod("web")).Write("app/kustomization.yaml", "resources: [b]\n");
        Directory.CreateSymbolicLink(Path.Combine(_repository.Path, "app", "b"), "../base");
        _repository.Commit();
        Assert.Empty(Analyze(revision: "HEAD").Diagnostics);
        _repository.Write("base/web.yaml", Pod("api"));
        Assert.Contains("newly reachable: 1 workload (shop/Pod/api)", ReportText.Of(Analyze(revision: "HEAD"), ReportFormat.Text), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_script_includes_is_that_of_the_revision()
    {
        _repository.Write("create.sh", ". ./settings\naz aks create -g g -n shop $FLAGS\n").Write("settings", "FLAGS=--enable-private-cluster\n").Commit();
        Assert.Empty(Analyze("AKS1001", revision: "HEAD").Diagnostics);
        _repository.Write("settings", "FLAGS=\n");
        Assert.Equal("create.sh", Assert.Single(Analyze("AKS1001", revision: "HEAD").Diagnostics).Location.File.Path);
    }

    [Fact]
    public void What_git_ignores_and_holds_all_the_same_is_left_out_of_both_sides()
    {
        _repository.Write("web.yaml", Pod("web")).Write("gen/deny.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Egress] }\n").Commit();
        _repository.Write(".gitignore", "gen/\n").Commit();
        Assert.Empty(Analyze(revision: "HEAD").Diagnostics);
    }

    [Fact]
    public void A_folder_that_is_named_is_compared_although_the_configuration_excludes_it()
    {
        _repository.Write("vendor/web.yaml", Pod("web")).Write("stockade.yaml", "exclude: [vendor]\n").Commit();
        Assert.Empty(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _repository.Path, Paths = ["vendor"], DiffRevision = "HEAD" }).Diagnostics);
    }

    [Fact]
    public void A_submodule_is_compared_with_its_own_commit()
    {
        using var module = new GitSandbox();
        module.Write("web.yaml", Pod("web")).Write(".gitignore", "gen/\n").Write("gen/x.yaml", Pod("x")).Commit();
        _repository.Write("api.yaml", Pod("api"));
        _repository.Git("-c", "protocol.file.allow=always", "submodule", "add", "-q", module.Path, "modules/shop");
        _repository.Commit();
        Assert.Empty(Analyze(revision: "HEAD").Diagnostics);

        GitSandbox.GitIn(Path.Combine(_repository.Path, "modules", "shop"), "rm", "-q", "web.yaml");
        _repository.Write("modules/shop/job.yaml", Pod("job"));
        Assert.Contains("newly reachable: 1 workload (shop/Pod/job) · no longer reachable: 1 workload (shop/Pod/web)", ReportText.Of(Analyze(revision: "HEAD"), ReportFormat.Text), StringComparison.Ordinal);
    }

    private static string Pod(string name) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: {name}, namespace: shop, labels: {{ app: {name} }} }}\nspec: {{ containers: [{{ name: a, image: a }}] }}\n";

    private AnalysisResult Analyze(string? select = null, string? baseline = null, string? revision = null) => AnalyzerEngine.Analyze(new AnalysisOptions
    {
        RootDirectory = _repository.Path,
        Select = select is null ? [] : [select],
        BaselineFile = baseline,
        DiffRevision = revision,
    });

    private void WriteBaseline(string name = BaselineWriter.FileName)
    {
        var writer = new StringWriter();
        BaselineWriter.Write(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _repository.Path, IgnoreBaseline = true }), writer);
        _repository.Write(name, writer.ToString());
    }
}
