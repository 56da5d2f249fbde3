using System.Text.RegularExpressions;

namespace Stockade.AcceptanceTests;

/// <summary>What the pages tell a reader to type is typed.</summary>
public sealed partial class DocumentationTests : IDisposable
{
    // Commands that other tests run, or that run these tests.
    private static readonly Dictionary<string, string> RunElsewhere = new(StringComparer.Ordinal)
    {
        ["dotnet test"] = "this is it",
        ["ACCEPT=1 dotnet test"] = "rewrites the files that this run compares with",
        ["dotnet build Analyzer.sln"] = "built these tests",
        ["dotnet run --project src/Stockade.Cli -- check samples/contoso-retail/open"] = "SampleTests",
        ["RUNTIMES=\"linux-x64 any\" .ci/pack"] = "Packages",
        ["dotnet tool install --global Stockade --add-source artifacts/packages"] = "ToolPackageTests",
        ["dotnet format analyzers src/Stockade/Stockade.csproj --diagnostics RS0016"] = "rewrites the list that the build compares with",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly Packages _packages;

    public DocumentationTests(Packages packages)
    {
        _packages = packages;
        _folder.Copy(Repository.Sample("contoso-retail/open"));
        _folder.Write("k8s/web.yaml", ManifestText.OpenWorkload);
        _folder.Write("infra/create.sh", ManifestText.PublicCluster.Replace("--name web", "--name aks", StringComparison.Ordinal));
        Git("init", "-q");
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-q", "-m", "first");
        Git("update-ref", "refs/remotes/origin/main", "HEAD");
        var helm = _folder.Write(".git/bin/helm", $"#!/bin/sh\ncat <<'END'\n{ManifestText.OpenWorkload}END\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(helm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_command_of_a_page_runs(string page)
    {
        var commands = Blocks(page, "sh").Concat(Indented(page)).SelectMany(static block => block.Split('\n'))
            .Select(static line => Comment().Replace(line, "").Trim()).Where(static line => line.Length > 0).ToList();
        Assert.NotEmpty(commands);
        foreach (var command in commands.Where(static command => !RunElsewhere.ContainsKey(command)))
        {
            Assert.Matches("(^|\\| |<\\()stockade ", command);
            var run = Bash(command);
            Assert.True(run.ExitCode is 0 or 1, $"{command}: {run}");
            Assert.DoesNotContain("error: ", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_snippets_of_the_readme_are_understood()
    {
        // Of what the configuration names, something is there.
        _folder.Write("k8s/base/web.yaml", ManifestText.OpenWorkload);
        _folder.Write("charts/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        _folder.Write("charts/shop/values-dev.yaml", "{}\n");
        _folder.Write("charts/shop/values-prod.yaml", "{}\n");
        Assert.Equal(0, Bash("stockade check --write-baseline").ExitCode);
        var hooks = 0;
        foreach (var block in Blocks("README.md", "yaml"))
        {
            if (block.Contains("stockade.schema.json", StringComparison.Ordinal))
            {
                _folder.Write("stockade.yaml", block);
                var run = Bash("stockade check");
                Assert.True(run.ExitCode is 0 or 1, run.ToString());
                File.Delete(Path.Combine(_folder.Path, "stockade.yaml"));
            }
            else if (block.Contains("repos:", StringComparison.Ordinal))
            {
                Assert.Contains($"- id: {Yaml.Read(".pre-commit-hooks.yaml")[0].Text("id")}\n", block, StringComparison.Ordinal);
                hooks++;
            }
            else if (block.Contains("kind: Pod", StringComparison.Ordinal))
            {
                _folder.Write("drain.yaml", block);
                var run = Bash("stockade check drain.yaml");
                Assert.True(run.ExitCode is 0 or 1, run.ToString());
                Assert.DoesNotContain("AKS9003", run.Output, StringComparison.Ordinal);
            }
        }

        Assert.Equal(1, hooks);
    }

    [Fact]
    public void The_custom_rule_of_the_readme_judges_a_workload()
    {
        const string Fence = "````";
        var text = Text("README.md");
        var start = text.IndexOf($"{Fence}markdown\n", StringComparison.Ordinal) + $"{Fence}markdown\n".Length;
        _folder.Write("rules/SHOP001.md", text[start..text.IndexOf(Fence, start, StringComparison.Ordinal)]);
        _folder.Write("stockade.yaml", "custom-rules: [rules/SHOP001.md]\n");
        _folder.Write("k8s/base/web.yaml", ManifestText.OpenWorkload);
        var run = Bash("stockade check --select SHOP001 --format concise");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(": error SHOP001: Deployment 'web': image 'web' is not from shop.azurecr.io", run.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Blocks(string page, string language) =>
        Fence().Matches(Text(page)).Where(match => match.Groups["language"].Value == language).Select(static match => match.Groups["text"].Value);

    private static IEnumerable<string> Indented(string page) =>
        IndentedLine().Matches(Fence().Replace(Text(page), "")).Select(static match => match.Groups["text"].Value).Where(static line => line.StartsWith("dotnet ", StringComparison.Ordinal) || line.StartsWith("ACCEPT", StringComparison.Ordinal));

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    private Command Bash(string command) => Command.Run(
        "bash",
        ["-o", "pipefail", "-c", $"PATH=\"{Path.GetDirectoryName(_packages.NativeTool)}:{_folder.Path}/.git/bin:$PATH\"; {command}"],
        _folder.Path);

    private void Git(params string[] arguments) => Assert.Equal(0, Command.Run("git", arguments, _folder.Path).ExitCode);

    [GeneratedRegex("^```(?<language>[a-z]*)[^\n]*\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^    (?<text>[A-Za-z].*)$", RegexOptions.Multiline)]
    private static partial Regex IndentedLine();

    [GeneratedRegex(" +# .*$")]
    private static partial Regex Comment();
}
