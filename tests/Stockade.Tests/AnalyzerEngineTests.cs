namespace Stockade.Tests;

public sealed class AnalyzerEngineTests : IDisposable
{
    private const string Deployment =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private AnalysisResult Analyze(params ReadOnlySpan<string> paths) =>
        AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path, Paths = paths.IsEmpty ? ["."] : [.. paths] });

    private AnalysisResult AnalyzeWith(Func<string, AnalysisOptions> options) => AnalyzerEngine.Analyze(options(_folder.Path));

    [Fact]
    public void An_empty_folder_holds_nothing_to_analyze() => Assert.True(Analyze().FoundNothingToAnalyze);

    [Fact]
    public void Files_of_other_kinds_are_nothing_to_analyze()
    {
        _folder.Write("docker-compose.yaml", "services:\n  web:\n    image: web\n");
        _folder.Write("build.sh", "#!/bin/bash\necho hello\n");
        Assert.True(Analyze().FoundNothingToAnalyze);
    }

    [Fact]
    public void A_missing_path_is_an_error_and_the_others_are_analyzed()
    {
        _folder.Write("a.yaml", Deployment);
        var result = Analyze("missing.yaml", "a.yaml");
        Assert.Contains("missing.yaml", Assert.Single(result.PathErrors), StringComparison.Ordinal);
        Assert.Contains(result.Diagnostics, static diagnostic => diagnostic.Id == "AKS4001");
        Assert.False(result.FoundNothingToAnalyze);
    }

    [Fact]
    public void Objects_that_are_all_refused_are_something_to_analyze()
    {
        _folder.Write("old.yaml", "apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: { name: old }\nspec: { template: { spec: { containers: [{ name: main }] } } }\n");

        var result = Analyze();

        Assert.Equal(("AKS3009", false), (Assert.Single(result.Diagnostics).Id, result.FoundNothingToAnalyze));
    }

    [Theory]
    [InlineData("web.json", "{ 'apiVersion': 'v1', 'kind': 'Service', 'metadata': { 'name': 'web' }, 'spec': { 'ports': [{ 'port': 80 }] } }")]
    [InlineData("web.yaml", "{ apiVersion: v1, kind: List, items: [{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { ports: [{ port: 80 }] } }] }")]
    public void Services_alone_are_something_to_analyze(string path, string text)
    {
        _folder.Write(path, text.Replace('\'', '"'));

        var result = Analyze();

        Assert.False(result.FoundNothingToAnalyze);
        Assert.Equal("web", Assert.Single(Assert.Single(result.Model.Scopes).Services).Object.Name);
    }

    [Fact]
    public void Scripts_that_include_each_other_are_read_once_and_reported()
    {
        _folder.Write("a.sh", "source ./b.sh\naz aks create -g rg -n a\n");
        _folder.Write("b.sh", "source ./a.sh\naz aks create -g rg -n b\n");

        var result = Analyze();

        Assert.Equal(["a", "b"], result.Model.Clusters.Select(static cluster => cluster.Name).Order(StringComparer.Ordinal));
        Assert.Equal("'b.sh' includes itself", Assert.Single(result.Model.SyntaxErrors).Message);
    }

    [Fact]
    public void A_bad_document_costs_only_itself()
    {
        _folder.Write("a.yaml", Deployment + "---\nkind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: [\n---\n" + Deployment.Replace("web", "api", StringComparison.Ordinal));
        var result = Analyze();
        Assert.Equal(["api", "web"], result.Model.Scopes.Single().Workloads.Select(static workload => workload.Name).Order(StringComparer.Ordinal));
        Assert.Single(result.Diagnostics, static diagnostic => diagnostic.Id == "AKS9001");
    }

    [Theory]
    [InlineData("AKS4", "", true)]
    [InlineData("AKS4001", "", true)]
    [InlineData("aks4001", "", true)]
    [InlineData("AKS1", "", false)]
    [InlineData("", "AKS4", false)]
    [InlineData("AKS", "AKS4001", false)]
    [InlineData("AKS4001", "AKS4", true)]
    [InlineData("AKS4", "AKS4", false)]
    public void The_longest_prefix_decides_whether_a_rule_runs(string select, string ignore, bool runs)
    {
        _folder.Write("a.yaml", Deployment);
        var result = AnalyzeWith(root => new AnalysisOptions
        {
            RootDirectory = root,
            Select = select.Length > 0 ? [select] : [],
            Ignore = ignore.Length > 0 ? [ignore] : [],
        });
        Assert.Equal(runs, result.Diagnostics.Any(static diagnostic => diagnostic.Id == "AKS4001"));
    }

    [Fact]
    public void Standard_input_is_a_scope_of_its_own()
    {
        var result = AnalyzeWith(root => new AnalysisOptions { RootDirectory = root, Paths = ["-"], StandardInput = new StringReader(Deployment) });
        Assert.Contains(result.Diagnostics, static diagnostic => diagnostic.Id == "AKS4001" && diagnostic.Location.File.Path == "<stdin>");
    }

    [Fact]
    public void The_degree_of_parallelism_never_shows()
    {
        for (var i = 0; i < 40; i++)
            _folder.Write($"k8s/{i:D2}.yaml", Deployment.Replace("web", $"web-{i}", StringComparison.Ordinal).Replace("namespace: shop", $"namespace: shop-{i % 7}", StringComparison.Ordinal));
        var reports = new[] { 1, 2, 8 }.Select(degree => ReportText.Of(AnalyzeWith(root => new AnalysisOptions { RootDirectory = root, MaxDegreeOfParallelism = degree }), ReportFormat.Sarif));
        Assert.Single(reports.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_can_be_cancelled()
    {
        _folder.Write("a.yaml", Deployment);
        Assert.ThrowsAny<OperationCanceledException>(() => AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path }, new CancellationToken(canceled: true)));
    }
}
