using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Stockade.AcceptanceTests;

/// <summary>The scripts of the GitHub action and of the pipeline templates, run as the hosts run them.</summary>
public sealed class PipelineTemplateTests : IDisposable
{
    // Whatever the folder that a caller names is called, it is a name.
    private const string Hostile = "k8s\n$(touch pwned)\n`touch pwned`; touch pwned\n--version\n";

    private readonly TemporaryFolder _folder = new();
    private readonly Packages _packages;
    private readonly string _work;
    private readonly Dictionary<string, string?> _environment;

    public PipelineTemplateTests(Packages packages)
    {
        _packages = packages;
        _folder.Write("work/k8s/web.yaml", ManifestText.OpenWorkload);
        _work = Path.Combine(_folder.Path, "work");
        _folder.Write("work/nuget.config", $"<configuration><packageSources><clear /><add key=\"packed\" value=\"{packages.Feed}\" /></packageSources></configuration>");
        _environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder.Path, "packages"),
            ["HOME"] = _folder.Path,
            ["DOTNET_CLI_HOME"] = _folder.Path,
        };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_action_installs_annotates_reports_and_ends_with_the_tool_s_code()
    {
        var action = Yaml.Read("action.yml");
        var inputs = action["inputs"].Values();
        inputs["version"] = _packages.Version;
        inputs["source"] = _packages.Feed;
        var output = _folder.Write("output", "");
        var summary = _folder.Write("summary", "");
        foreach (var (name, value) in new[] { ("GITHUB_ACTIONS", "true"), ("GITHUB_OUTPUT", output), ("GITHUB_STEP_SUMMARY", summary), ("RUNNER_TEMP", Path.Combine(_folder.Path, "temp")) })
            _environment[name] = value;
        var steps = action["runs"]["steps"].Items().Where(static step => step.Child("run") is not null).ToList();
        Assert.Equal(2, steps.Count);

        var install = RunStep(steps[0], "run", inputs);
        Assert.True(install.ExitCode == 0, install.ToString());
        var check = RunStep(steps[1], "run", inputs);
        Assert.True(check.ExitCode == 1, check.ToString());
        Assert.Contains("::warning title=AKS4001 WorkloadCanReachImds,file=k8s/web.yaml,line=4,endLine=4,col=9,endColumn=12::", check.Output, StringComparison.Ordinal);
        Assert.Equal("exit-code=1\nsarif=./stockade.sarif\n", File.ReadAllText(output));
        Assert.StartsWith("### Stockade\n", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.Equal("2.1.0", JsonDocument.Parse(File.ReadAllText(Path.Combine(_work, "stockade.sarif"))).RootElement.GetProperty("version").GetString());

        inputs["paths"] = Hostile;
        Assert.Equal(2, RunStep(steps[1], "run", inputs).ExitCode);
        AssertNothingRan();
    }

    [Fact]
    public void The_Azure_Pipelines_template_logs_issues_and_publishes_the_report()
    {
        var template = Yaml.Read("templates", "azure-pipelines.yml");
        var parameters = template["parameters"].Items().ToDictionary(static item => item.Text("name"), static item => item.Text("default"), StringComparer.Ordinal);
        parameters["version"] = _packages.Version;
        _environment["TF_BUILD"] = "True";
        _environment["AGENT_TEMPDIRECTORY"] = Path.Combine(_folder.Path, "temp");
        var steps = template["steps"].Items().Where(static step => step.Child("bash") is not null).ToList();

        var install = RunStep(steps[0], "bash", parameters);
        Assert.True(install.ExitCode == 0, install.ToString());
        var check = RunStep(steps[1], "bash", parameters);
        Assert.True(check.ExitCode == 1, check.ToString());
        Assert.Contains($"##vso[task.logissue type=warning;sourcepath={_work}/k8s/web.yaml;linenumber=4;columnnumber=9;code=AKS4001;]", check.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "temp", "sarif", "stockade.sarif")));

        parameters["failOn"] = "never";
        Assert.EndsWith("##vso[task.complete result=SucceededWithIssues;]\n", RunStep(steps[1], "bash", parameters).Output, StringComparison.Ordinal);
        parameters["paths"] = Hostile;
        Assert.Equal(2, RunStep(steps[1], "bash", parameters).ExitCode);
        AssertNothingRan();
    }

    [Fact]
    public void The_GitLab_job_writes_the_report_that_it_publishes()
    {
        var job = Yaml.Read("templates", "gitlab-ci.yml")["stockade"];
        _environment["STOCKADE_VERSION"] = _packages.Version;
        var script = string.Join('\n', job["script"].Items().Select(static line => ((YamlScalarNode)line).Value));
        var run = Command.Run("bash", ["-e", "-o", "pipefail", "-c", script], _work, environment: _environment);
        Assert.True(run.ExitCode == 1, run.ToString());
        var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_work, job["artifacts"]["reports"].Text("codequality")))).RootElement;
        Assert.Contains(report.EnumerateArray(), static issue => issue.GetProperty("check_name").GetString() == "AKS4001");
    }

    [Fact]
    public void No_script_is_put_together_from_what_callers_pass_in()
    {
        var scripts = Yaml.Read("action.yml")["runs"]["steps"].Items().Concat(Yaml.Read("templates", "azure-pipelines.yml")["steps"].Items())
            .Select(static step => (step.Child("run") ?? step.Child("bash")) as YamlScalarNode).OfType<YamlScalarNode>().ToList();
        Assert.Equal(4, scripts.Count);
        Assert.All(scripts, static script => Assert.DoesNotContain("${{", script.Value!, StringComparison.Ordinal));
        Assert.All(scripts, static script => Assert.DoesNotContain("$(", script.Value!, StringComparison.Ordinal));
    }

    /// <summary>As the host: expressions in <c>env</c> are replaced by values, the script is not touched.</summary>
    private Command RunStep(YamlNode step, string script, Dictionary<string, string> values)
    {
        var environment = new Dictionary<string, string?>(_environment, StringComparer.Ordinal);
        foreach (var (name, expression) in step.Child("env").Values())
            environment[name] = values[expression["${{ ".Length..^" }}".Length].Split('.')[1]];
        return Command.Run("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step.Text(script)], _work, environment: environment);
    }

    private void AssertNothingRan() => Assert.Empty(Directory.GetFiles(_folder.Path, "pwned", SearchOption.AllDirectories));
}
