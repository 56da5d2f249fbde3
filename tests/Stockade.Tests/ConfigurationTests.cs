namespace Stockade.Tests;

/// <summary>What a configuration changes about a run.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_with_an_invalid_configuration_analyses_nothing_and_says_where()
    {
        _folder.Write("a.yaml", Pod("web", "shop"));
        _folder.Write("stockade.yaml", "exclud: [x]\nseverity: { AKS4001: high }\n");
        var result = Analyze();
        Assert.Equal(
            ["stockade.yaml:1:1: The configuration is invalid: the configuration has no key 'exclud'; did you mean 'exclude'?", "stockade.yaml:2:22: The configuration is invalid: 'AKS4001' takes one of error, warning, info, none, not 'high'"],
            result.ConfigurationErrors);
        Assert.Equal((2, 0, false), (result.Summary.Errors, result.Summary.FilesRead, result.FoundNothingToAnalyze));
        Assert.Contains("error AKS9005", ReportText.Of(result, ReportFormat.Concise), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stockade.yml", "stockade.yml:1:1: The configuration is invalid: the file is not read under this name; it is called 'stockade.yaml'")]
    [InlineData(".stockade.yaml", ".stockade.yaml:1:1: The configuration is invalid: the file is not read under this name; it is called 'stockade.yaml'")]
    public void A_file_of_nearly_the_right_name_is_not_passed_over(string name, string error)
    {
        _folder.Write(name, "exclude: [a.yaml]\n");
        Assert.Equal(error, Assert.Single(Analyze().ConfigurationErrors));
    }

    [Fact]
    public void A_named_configuration_is_read_in_place_of_the_usual_one_and_must_exist()
    {
        _folder.Write("a.yaml", Pod("web", "shop"));
        _folder.Write("stockade.yaml", "nonsense: true\n");
        _folder.Write("ci/strict.yaml", "severity: { AKS4001: error }\n");
        Assert.Equal(1, Analyze(new AnalysisOptions { RootDirectory = _folder.Path, ConfigurationFile = "ci/strict.yaml", Select = ["AKS4"] }).Summary.Errors);
        Assert.Equal(
            "missing.yaml:1:1: The configuration is invalid: the file does not exist",
            Assert.Single(Analyze(new AnalysisOptions { RootDirectory = _folder.Path, ConfigurationFile = "missing.yaml" }).ConfigurationErrors));
    }

    [Fact]
    public void Only_included_files_are_read_and_excluded_ones_are_not_unless_they_are_named()
    {
        foreach (var path in new[] { "k8s/a.yaml", "k8s/old/b.yaml", "other/c.yaml" })
            _folder.Write(path, Pod(Path.GetFileNameWithoutExtension(path), "shop"));
        _folder.Write("stockade.yaml", "include: [k8s]\nexclude: [old/]\n");
        Assert.Equal(["a"], Workloads("."));
        Assert.Equal(["a", "c"], Workloads(".", "other/c.yaml"));
        Assert.Equal(["b"], Workloads("k8s/old"));

        IEnumerable<string> Workloads(params string[] paths) =>
            AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path, Paths = [.. paths] }).Model.Scopes.SelectMany(static scope => scope.Workloads).Select(static workload => workload.Name);
    }

    [Fact]
    public void The_command_line_wins_over_the_file_and_the_file_over_the_page()
    {
        _folder.Write("a.yaml", Pod("web", null));
        _folder.Write("stockade.yaml", "namespace: fromfile\nseverity: { AKS4: info, AKS4001: error, AKS3003: none }\n");
        _folder.Write(".editorconfig", "root = true\n[*]\ndotnet_diagnostic.AKS4001.severity = suggestion\n");
        var result = Analyze();
        Assert.Equal(["AKS4001 error"], result.Diagnostics.Where(static diagnostic => diagnostic.Id is "AKS4001" or "AKS3003").Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Severity}".ToLowerInvariant().Replace("aks", "AKS", StringComparison.Ordinal)));
        Assert.Contains("'fromfile'", result.Diagnostics[0].Message, StringComparison.Ordinal);

        var overridden = Analyze(new AnalysisOptions { RootDirectory = _folder.Path, DefaultNamespace = "typed", Select = ["AKS3003"] });
        Assert.Contains("'typed'", Assert.Single(overridden.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Namespaces_are_of_the_platform_as_the_file_says()
    {
        _folder.Write("a.yaml", Pod("a", "kube-green") + "---\n" + Pod("b", "platform-dns") + "---\n" + Pod("c", "kube-system") + "---\n" + Pod("d", "flux-system"));
        _folder.Write("stockade.yaml", "system-namespaces: [kube-*, platform-*]\napplication-namespaces: [kube-green]\n");
        var warned = Analyze().Diagnostics.Where(static diagnostic => diagnostic is { Id: "AKS4001", Severity: Microsoft.CodeAnalysis.DiagnosticSeverity.Warning });
        Assert.Equal(["kube-green", "flux-system"], warned.Select(static diagnostic => diagnostic.Subject.Namespace));
    }

    private static string Pod(string name, string? space) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: {name}{(space is null ? "" : $", namespace: {space}")} }}\nspec: {{ containers: [{{ name: a, image: a }}] }}\n";

    private AnalysisResult Analyze(AnalysisOptions? options = null) => AnalyzerEngine.Analyze(options ?? new AnalysisOptions { RootDirectory = _folder.Path });
}
