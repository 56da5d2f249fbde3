using System.Text.Json;

namespace Stockade.Tests.Samples;

/// <summary>
/// The chart of the samples, with a program that replays what helm wrote of it, since helm is no part of the build. With the path of a helm in
/// <c>STOCKADE_HELM</c> its answers are asked for again, and charts that would do harm are given to it.
/// </summary>
public class ChartSampleTests
{
    private static string Folder => RepositoryRoot.Combine("samples", "chart-values");

    private static string Recorded(string set) => RepositoryRoot.Combine("tests", "Stockade.Tests", "Samples", "chart-values", $"{set}.yaml");

    private static string? RealHelm => Environment.GetEnvironmentVariable("STOCKADE_HELM") is { Length: > 0 } path ? path : null;

    private static AnalysisResult Analyze(string root, string helm) => AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = root, RenderCharts = true, HelmFile = helm });

    private static StubHelm Replay() => new($"""set="$(basename "$values" .yaml)"; cat "{Path.GetDirectoryName(Recorded("dev"))}/{"${set#values-}"}.yaml" """);

    [Fact]
    public void The_sample_prints_what_its_page_says()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var helm = Replay();
        Golden.Check(ReportText.Of(Analyze(Folder, helm.Path), ReportFormat.Text), Path.Combine(Folder, "expected.txt"));
    }

    [Fact]
    public void Only_the_values_that_except_it_block_the_metadata_service()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var helm = Replay();
        using var model = new StringWriter();
        ModelWriter.Write(Analyze(Folder, helm.Path), ModelFormat.Json, model);

        var scopes = JsonDocument.Parse(model.ToString()).RootElement.GetProperty("scopes").EnumerateArray()
            .Select(static scope => $"{scope.GetProperty("kind")} {scope.GetProperty("name")}: {scope.GetProperty("workloads")[0].GetProperty("imds").GetProperty("verdict")}");

        Assert.Equal(["chart chart:dev: reachable", "chart chart:prod: blocked"], scopes);
    }

    [Theory]
    [InlineData("dev", "shop-dev")]
    [InlineData("prod", "shop")]
    public void What_is_replayed_is_what_helm_writes(string set, string space)
    {
        var recorded = File.Exists(Recorded(set)) ? File.ReadAllText(Recorded(set)) : string.Empty;
        if (RealHelm is not { } helm)
        {
            Assert.StartsWith("---\n# Source: shop/templates/", recorded.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            return;
        }

        var start = new System.Diagnostics.ProcessStartInfo(helm, ["template", $"--namespace={space}", $"--values=values-{set}.yaml", "shop", "chart"]) { WorkingDirectory = Folder, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = System.Diagnostics.Process.Start(start)!;
        var written = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        Golden.Check(written, Recorded(set));
    }

    [Theory]
    [InlineData("{{- range until 100000000 }}{{ . }}{{- end }}", "helm took more than 1024 MB of memory")]
    [InlineData("# {{ repeat 70000000 \"a\" }}", "helm wrote more than 64 MB")]
    [InlineData("{{- define \"r\" }}{{ include \"r\" . }}{{ end }}{{ include \"r\" . }}", "nested reference name: r")]
    [InlineData("{{ fail \"no such thing\" }}", "helm says: execution error at (shop/templates/web.yaml:1:3): no such thing")]
    [InlineData("a: 1\n b: 2\n", "helm says: YAML parse error on shop/templates/web.yaml")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { pods: \"x{{ len (lookup \"v1\" \"Pod\" \"\" \"\") }}\", host: \"x{{ getHostByName \"localhost\" }}\", file: \"x{{ .Files.Get \"../../stockade.yaml\" }}\" } }\n", "pods=x0, host=x, file=x")]
    public void Helm_itself_does_no_harm(string template, string outcome)
    {
        if (RealHelm is not { } helm)
        {
            Assert.NotEqual(template, outcome);
            return;
        }

        using var root = new TemporaryFolder();
        root.Write("a b/-shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        root.Write("a b/-shop/templates/web.yaml", template);
        root.Write("stockade.yaml", "{}\n");

        var result = Analyze(root.Path, helm);

        var labels = result.Model.Scopes.SelectMany(static scope => scope.Namespaces).Select(static item => string.Join(", ", item.Labels.Labels.Where(static label => !label.Key.Contains('/', StringComparison.Ordinal)).OrderByDescending(static label => label.Key, StringComparer.Ordinal).Select(static label => $"{label.Key}={label.Value}")));
        var failures = result.Model.NotAnalyzed.Select(static item => item.Message);
        Assert.Contains(outcome, Assert.Single(labels.Concat(failures)), StringComparison.Ordinal);
        Assert.Equal(3, Directory.EnumerateFiles(root.Path, "*", SearchOption.AllDirectories).Count());
    }
}
