using Stockade.Analysis.Configuration;
using Stockade.Syntax.Yaml;
using Stockade.Text;
using Stockade.Workspace.Helm;

namespace Stockade.Tests;

public class ChartTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers: [{ name: web, image: web }]\n";

    private static readonly string s_write = $"printf '%s' '---\n# Source: shop/templates/web.yaml\n{Pod}'";

    private static TemporaryFolder Chart(string folder = "shop")
    {
        var root = new TemporaryFolder();
        root.Write($"{folder}/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        root.Write($"{folder}/templates/web.yaml", Pod);
        return root;
    }

    private static AnalysisResult Analyze(string root, string? helm, params string[] paths) =>
        AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = root, RenderCharts = true, HelmFile = helm, Paths = paths.Length == 0 ? ["."] : [.. paths] });

    private static string Concise(AnalysisResult result) => ReportText.Of(result, ReportFormat.Concise);

    /// <summary>Why helm made nothing of the chart <c>shop</c>.</summary>
    private static string? Failure(string root, string helm, HelmLimits limits) => Assert.Single(ChartLoader.Render(
        [.. YamlReader.Read(new SourceFile("shop/Chart.yaml", "name: shop\n") { Kind = FileKind.ChartMetadata }, static _ => true)],
        new AnalysisOptions { RootDirectory = root, RenderCharts = true, HelmFile = helm },
        new RunConfiguration(),
        "default",
        limits,
        TestContext.Current.CancellationToken)).Failure;

    [Fact]
    public void Without_helm_each_chart_is_named_once()
    {
        using var root = Chart();
        Assert.Equal("shop/Chart.yaml:2:7: info AKS9002: Helm chart 'shop' is not rendered: there is no 'helm' on the PATH\n", Concise(Analyze(root.Path, helm: null)));
    }

    [Fact]
    public void Without_the_switch_nothing_is_started()
    {
        using var root = Chart();
        using var helm = new StubHelm(s_write);

        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = root.Path, HelmFile = helm.Path });

        Assert.Contains("with --render, helm renders it", Concise(result), StringComparison.Ordinal);
        Assert.Empty(helm.Arguments);
    }

    [Fact]
    public void Helm_finds_an_empty_folder_no_cluster_and_no_network()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var root = Chart();
        using var helm = new StubHelm(s_write);

        Assert.Single(Analyze(root.Path, helm.Path).Model.Scopes);

        Assert.Equal(["template", "--skip-tests", "--namespace=default", "--", "shop", Path.Combine(root.Path, "shop")], helm.Arguments);
        Assert.Empty(helm.Listing);
        var environment = helm.Environment.Select(static line => line.Split('=', 2)).Where(static pair => pair.Length == 2).ToDictionary(static pair => pair[0], static pair => pair[1]);
        Assert.All(environment.Where(static pair => pair.Key.StartsWith("HELM_", StringComparison.Ordinal) && pair.Key != "HELM_NO_PLUGINS"), pair => Assert.StartsWith(environment["HOME"], pair.Value, StringComparison.Ordinal));
        Assert.Equal(environment["HOME"], environment["PWD"]);
        Assert.StartsWith(environment["HOME"], environment["KUBECONFIG"], StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:9", environment["HTTPS_PROXY"]);
        Assert.False(Directory.Exists(environment["HOME"]));
        Assert.DoesNotContain("USER", environment.Keys);
    }

    [Fact]
    public void A_folder_that_looks_like_an_option_is_a_folder()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var root = Chart("a b/--post-renderer=x");
        root.Write("a b/one, two.yaml", "a: b\n");
        root.Write("stockade.yaml", "charts: [{ path: 'a b/--post-renderer=x', release: --kubeconfig, namespace: --debug, values: [{ name: all, files: ['a b/one, two.yaml'] }] }]\n");
        using var helm = new StubHelm(s_write);

        Assert.Single(Analyze(root.Path, helm.Path).Model.Scopes);

        Assert.Equal(
            ["template", "--skip-tests", "--namespace=--debug", $"--values=\"{Path.Combine(root.Path, "a b/one, two.yaml")}\"", "--", "--kubeconfig", Path.Combine(root.Path, "a b/--post-renderer=x")],
            helm.Arguments);
    }

    [Fact]
    public void What_several_sets_of_values_say_in_one_place_is_said_once()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var root = Chart();
        root.Write("dev.yaml", "");
        root.Write("prod.yaml", "");
        root.Write("stockade.yaml", "charts: [{ path: shop, values: [{ name: dev, files: [dev.yaml] }, { name: prod, files: [prod.yaml] }] }]\n");
        using var helm = new StubHelm(s_write);

        var result = Analyze(root.Path, helm.Path);

        var diagnostic = Assert.Single(result.Diagnostics, static item => item.Id == "AKS4001");
        Assert.Equal("shop/templates/web.yaml:4:9", diagnostic.Location.ToString());
        Assert.Equal(["shop:dev", "shop:prod"], diagnostic.Overlays);
        Assert.Equal(["shop/Chart.yaml", "prod.yaml"], result.Model.Scopes[1].Chain);
    }

    [Fact]
    public void A_suppression_in_a_template_works_in_every_rendering_and_is_used_if_one_needs_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var root = Chart();
        var host = Pod.Replace("spec:\n", "spec:\n  hostNetwork: true\n", StringComparison.Ordinal);
        root.Write("shop/templates/web.yaml", $"# stockade:ignore AKS4001 it needs the token\n{Pod}");
        root.Write("on.yaml", "");
        root.Write("stockade.yaml", "charts: [{ path: shop, values: [{ name: plain }, { name: host, files: [on.yaml] }] }]\n");
        using var helm = new StubHelm($"""
            echo '---'; echo '# Source: shop/templates/web.yaml'; echo '# stockade:ignore AKS4001 it needs the token'
            if [ -n "$values" ]; then printf '%s' '{host}'; else printf '%s' '{Pod}'; fi
            """);

        var result = Analyze(root.Path, helm.Path);

        Assert.DoesNotContain(result.Diagnostics, static item => item.Id is "AKS4001" or "AKS9004");
        Assert.Equal("shop/templates/web.yaml:5:9", Assert.Single(result.Suppressed, static item => item.Id == "AKS4001").Location.ToString());
    }

    [Theory]
    [InlineData("echo 'Error: template: shop/templates/web.yaml:3:4: no such thing' >&2; exit 1", "helm says: template: shop/templates/web.yaml:3:4: no such thing")]
    [InlineData("echo 'level=WARN msg=old' >&2; echo 'Error: first' >&2; echo '- second' >&2; exit 1", "helm says: first - second")]
    [InlineData("exit 7", "helm ends with exit code 7")]
    [InlineData("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", "helm wrote more than 0.1 MB")]
    [InlineData("sleep 30 & sleep 30", "helm did not end within 0.5 seconds")]
    [InlineData("sleep 30 & exit 0", "helm did not end within 0.5 seconds")]
    public void A_chart_that_cannot_be_rendered_says_why(string script, string because)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var root = Chart();
        using var helm = new StubHelm(script);

        var failure = Failure(root.Path, helm.Path, new HelmLimits { Time = because.Contains("within", StringComparison.Ordinal) ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromMinutes(1), Output = 100 * 1024 });

        Assert.Equal($"Helm chart 'shop' is not rendered: {because}", failure);
    }

    [Fact]
    public void A_link_out_of_the_root_keeps_a_chart_from_helm()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var outside = new TemporaryFolder();
        outside.Write("secrets/key.yaml", "key: value\n");
        using var root = Chart();
        Directory.CreateSymbolicLink(Path.Combine(root.Path, "shop/templates/more"), Path.Combine(root.Path, "inside"));
        Directory.CreateDirectory(Path.Combine(root.Path, "inside"));
        File.CreateSymbolicLink(Path.Combine(root.Path, "inside/link.yaml"), Path.Combine(outside.Path, "secrets/key.yaml"));
        using var helm = new StubHelm(s_write);

        Assert.Equal("Helm chart 'shop' is not rendered: 'templates/more/link.yaml' leads out of the root of the run", Failure(root.Path, helm.Path, new HelmLimits()));
        Assert.Empty(helm.Arguments);
        Assert.Equal("Helm chart 'shop' is not rendered: its folder holds more than 2 files", Failure(root.Path, helm.Path, new HelmLimits { Files = 2 }));
    }

    [Theory]
    [InlineData("charts: [{ path: other }]", "stockade.yaml:1:18: there is no chart 'other', or git ignores it")]
    [InlineData("charts: [{ path: shop, values: [{ name: dev, files: [dev.yaml] }] }]", "stockade.yaml:1:54: there is no file 'dev.yaml', or git ignores it")]
    [InlineData("charts: [{ path: shop, values: [{ name: dev, cluster: rg/none }] }]", "stockade.yaml:1:55: there is no cluster 'rg/none'; one that is made elsewhere is declared under 'clusters'")]
    public void A_chart_of_the_configuration_has_to_be_there(string configuration, string problem)
    {
        using var root = Chart();
        root.Write("stockade.yaml", configuration + "\n");
        Assert.Equal([problem.Replace(": ", ": The configuration is invalid: ", StringComparison.Ordinal)], Analyze(root.Path, helm: null).ConfigurationErrors);
    }

    [Fact]
    public void Only_charts_that_are_asked_for_are_rendered()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var root = Chart();
        root.Write("other/Chart.yaml", "apiVersion: v2\nname: other\nversion: 1.0.0\n");
        root.Write("other/templates/web.yaml", Pod);
        using var helm = new StubHelm(s_write);

        Assert.Equal("shop", Assert.Single(Analyze(root.Path, helm.Path, "shop").Model.Scopes).Name);
        Assert.DoesNotContain(helm.Arguments, static argument => argument.EndsWith("other", StringComparison.Ordinal));
    }
}
