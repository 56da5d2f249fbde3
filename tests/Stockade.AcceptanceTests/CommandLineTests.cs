namespace Stockade.AcceptanceTests;

public sealed class CommandLineTests(Packages packages) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_clean_folder_ends_with_0()
    {
        _folder.Write("infra/create.sh", ManifestText.PrivateCluster);
        var run = Check();
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.StartsWith("0 errors, 0 warnings, 0 infos, 0 suppressed · ", run.Output, StringComparison.Ordinal);
        Assert.Contains("clusters: 1 private, 0 restricted, 0 public, 0 unknown · 1 file", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_ends_with_1_unless_the_threshold_is_higher()
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        var run = Check("--format", "concise");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("create.sh:1:", run.Output, StringComparison.Ordinal);
        Assert.Contains(": warning AKS1001: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, Check("--fail-on", "error").ExitCode);
        Assert.Equal(0, Check("--fail-on", "never").ExitCode);
    }

    [Theory]
    [InlineData("unknown option '--formt'; did you mean '--format'?", "check", "--formt", "json")]
    [InlineData("unknown command 'chek'; did you mean 'check'?", "chek")]
    [InlineData("--format takes one of text, concise, msbuild, json, sarif, github, azure, gitlab, junit, rdjson, not 'sariff'; did you mean 'sarif'?", "check", "--format", "sariff")]
    [InlineData("--select: no rule has an id that begins with 'AKS4O01'; did you mean 'AKS4001'?", "check", "--select", "AKS4O01")]
    [InlineData("there is no rule 'AKS4O01'; did you mean 'AKS4001'?", "explain", "AKS4O01")]
    [InlineData("--report takes FORMAT=FILE, not 'sarif'", "check", "--report", "sarif")]
    [InlineData("'explain' needs a RULE|OBJECT", "explain")]
    public void Wrong_usage_ends_with_2_and_says_what_was_meant(string message, params string[] arguments)
    {
        var run = packages.Run(_folder.Path, arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains($"error: {message}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_path_ends_with_2_and_the_others_are_analysed()
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        var run = Check("create.sh", "no-such-folder", "--format", "concise");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("AKS1001", run.Output, StringComparison.Ordinal);
        Assert.Contains("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("no-such-folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_ends_with_3()
    {
        var run = Check();
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("nothing to analyse was found", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_analysed_under_the_name_it_is_given()
    {
        var run = packages.RunWithInput(_folder.Path, ManifestText.OpenWorkload, "check", "-", "--stdin-filename", "rendered.yaml", "--format", "concise");
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("rendered.yaml:4:9: warning AKS4001: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_namespace_can_be_named()
    {
        var manifest = ManifestText.OpenWorkload.Replace("  namespace: shop\n", "", StringComparison.Ordinal);
        var run = packages.RunWithInput(_folder.Path, manifest, "check", "-", "--namespace", "store", "--select", "AKS4001", "--format", "concise");
        Assert.Contains("'store'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Further_reports_are_written_to_files_whole()
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        _folder.Write("out/old.sarif", "old");
        var run = Check("--report", "sarif=out/old.sarif", "--report", "json=new/folder/report.json", "--format", "sarif");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(run.Output, File.ReadAllText(Path.Combine(_folder.Path, "out", "old.sarif")));
        Assert.StartsWith("{", File.ReadAllText(Path.Combine(_folder.Path, "new", "folder", "report.json")), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "out")));
    }

    [Fact]
    public void In_a_build_host_the_default_format_is_the_host_s()
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        var summary = _folder.Write("summary.md", "before\n");
        var github = Run(("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", summary));
        Assert.Equal(1, github.ExitCode);
        Assert.StartsWith("::warning title=AKS1001 ApiServerIsPublic,file=create.sh,line=1,", github.Output, StringComparison.Ordinal);
        Assert.StartsWith("before\n### Stockade\n", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.Contains("| warning | [AKS1001](", File.ReadAllText(summary), StringComparison.Ordinal);

        var azure = Run(("TF_BUILD", "True"));
        Assert.StartsWith("##vso[task.logissue type=warning;sourcepath=", azure.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("task.complete", azure.Output, StringComparison.Ordinal);

        Command Run(params (string Name, string Value)[] variables) => Command.Run(
            packages.NativeTool, ["check"], _folder.Path, environment: variables.ToDictionary(static item => item.Name, static item => (string?)item.Value, StringComparer.Ordinal));
    }

    [Fact]
    public void A_report_that_cannot_be_written_ends_with_2()
    {
        _folder.Write("create.sh", ManifestText.PrivateCluster);
        _folder.Write("taken/file", "");
        var run = Check("--report", "sarif=taken");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cannot write the report 'taken'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_selected_by_id_and_by_prefix()
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        Assert.Equal(1, Check("--select", "aks1").ExitCode);
        Assert.Equal(0, Check("--select", "AKS4,AKS3").ExitCode);
        Assert.Equal(0, Check("--ignore", "AKS1001").ExitCode);
    }

    [Fact]
    public void Severities_of_the_editorconfig_count()
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        _folder.Write(".editorconfig", "root = true\n[*.sh]\ndotnet_diagnostic.AKS1001.severity = error\n");
        Assert.Contains(": error AKS1001: ", Check("--format", "concise").Output, StringComparison.Ordinal);
        _folder.Write(".editorconfig", "root = true\n[*.sh]\ndotnet_diagnostic.AKS1001.severity = none\n");
        Assert.Equal(0, Check().ExitCode);
    }

    [Fact]
    public void An_invalid_configuration_ends_with_2_and_analyses_nothing()
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        _folder.Write("stockade.yaml", "exclud: [a]\n");
        foreach (var command in new[] { "check", "model" })
        {
            var run = packages.Run(_folder.Path, command);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("stockade.yaml:1:1: The configuration is invalid: the configuration has no key 'exclud'; did you mean 'exclude'?", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("AKS1001", run.Output, StringComparison.Ordinal);
        }

        _folder.Write("ci.yaml", "severity: { AKS1001: info }\n");
        Assert.Equal(0, Check("--config", "ci.yaml").ExitCode);
        Assert.Equal(2, Check("--config", "missing.yaml").ExitCode);
    }

    [Fact]
    public void Only_what_is_new_since_the_baseline_or_a_revision_counts()
    {
        _folder.Write("k8s/web.yaml", ManifestText.OpenWorkload);
        Git("init", "-q");
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-q", "-m", "first");
        Assert.Equal(1, Check().ExitCode);
        var written = Check("--write-baseline");
        Assert.True(written.ExitCode == 0, written.ToString());
        Assert.Contains("stockade.baseline.json: ", written.Error, StringComparison.Ordinal);
        Assert.Equal(0, Check("--baseline", "stockade.baseline.json").ExitCode);
        Assert.Equal(0, Check("--diff", "HEAD").ExitCode);

        _folder.Write("k8s/api.yaml", ManifestText.OpenWorkload.Replace("web", "api", StringComparison.Ordinal));
        Assert.Equal(1, Check("--baseline", "stockade.baseline.json").ExitCode);
        var run = Check("--diff", "HEAD");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("since HEAD: newly reachable: 1 workload (shop/Deployment/api)\n", run.Output, StringComparison.Ordinal);

        Assert.Equal(2, Check("--diff", "nowhere").ExitCode);
        Assert.Equal(2, Check("--baseline", "missing.json").ExitCode);
        Assert.Equal(2, Check("--diff", "HEAD", "--write-baseline").ExitCode);

        void Git(params string[] arguments) => Assert.Equal(0, Command.Run("git", arguments, _folder.Path).ExitCode);
    }

    [Fact]
    public void Suppressions_expire_by_the_clock_of_the_machine()
    {
        _folder.Write("create.sh", "# stockade:ignore AKS1001 until the landing zone is there (until 2020-01-31)\n" + ManifestText.PublicCluster);
        var run = Check("--format", "concise");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("info AKS9004: The suppression of AKS1001 expired", run.Output, StringComparison.Ordinal);
        _folder.Write("create.sh", "# stockade:ignore AKS1001 until the landing zone is there (until 2999-01-31)\n" + ManifestText.PublicCluster);
        run = Check("--statistics", "--ignore", "AKS1008");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(", 1 suppressed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Colors_are_off_in_a_pipe_and_on_when_asked_for()
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        Assert.DoesNotContain("\u001B", Check().Output, StringComparison.Ordinal);
        Assert.Contains("\u001B[", Check("--color", "always").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_goes_away_early_is_no_error()
    {
        if (OperatingSystem.IsWindows())
            return;
        for (var file = 0; file < 300; file++)
            _folder.Write($"create{file}.sh", ManifestText.PublicCluster.Replace("web", $"web{file}", StringComparison.Ordinal));
        var run = Command.Run("bash", ["-c", $"'{packages.NativeTool}' check | head -n 1"], _folder.Path);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void A_path_outside_the_current_folder_is_shown_so_that_it_can_be_opened()
    {
        _folder.Write("a/create.sh", ManifestText.PublicCluster);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "b"));
        var run = packages.Run(Path.Combine(_folder.Path, "b"), "check", "../a", "--format", "concise");
        Assert.StartsWith("../a/create.sh:1:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_is_printed_as_JSON()
    {
        _folder.Write("web.yaml", ManifestText.OpenWorkload);
        var run = packages.Run(_folder.Path, "model", "--format", "json");
        Assert.Equal(0, run.ExitCode);
        var scope = System.Text.Json.JsonDocument.Parse(run.Output).RootElement.GetProperty("scopes")[0];
        Assert.Equal("shop/Deployment/web", scope.GetProperty("workloads")[0].GetProperty("id").GetString());
    }

    [Fact]
    public void Help_shows_examples_and_version_the_commit()
    {
        Assert.Contains("helm template . | stockade check -", packages.Run(_folder.Path, "check", "--help").Output, StringComparison.Ordinal);
        Assert.StartsWith($"stockade {packages.Version}", packages.Run(_folder.Path, "--version").Output, StringComparison.Ordinal);
        Assert.Contains("AKS4001  warning  WorkloadCanReachImds", packages.Run(_folder.Path, "rules").Output, StringComparison.Ordinal);
        Assert.StartsWith("AKS4001 WorkloadCanReachImds", packages.Run(_folder.Path, "explain", "aks4001").Output, StringComparison.Ordinal);
        Assert.Equal(2, packages.Run(_folder.Path).ExitCode);
    }

    private Command Check(params string[] arguments) => packages.Run(_folder.Path, ["check", .. arguments]);
}
