using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stockade.AcceptanceTests;

/// <summary>The commit hooks that the repository offers, run as the hook managers run them.</summary>
public sealed class HookTests(Packages packages) : IDisposable
{
    private const string Closed =
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: deny, namespace: shop }
        spec: { podSelector: {}, policyTypes: [Ingress, Egress] }

        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Entries() =>
    [
        Yaml.Read(".pre-commit-hooks.yaml")[0].Text("entry"),
        Yaml.Read("templates", "pre-commit-mirror", ".pre-commit-hooks.yaml")[0].Text("entry"),
        Yaml.Read("templates", "lefthook.yml")["pre-commit"]["commands"]["stockade"].Text("run"),
        HuskyCommand(),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Entries))]
    public void A_commit_that_opens_the_metadata_service_is_refused(string entry)
    {
        _folder.Write("k8s/web.yaml", ManifestText.OpenWorkload + Closed);
        Git("init", "-q");
        var hook = _folder.Write(".git/hooks/pre-commit", $"#!/bin/sh\nPATH=\"{Path.GetDirectoryName(packages.NativeTool)}:$PATH\"\nexec {entry}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(0, Commit().ExitCode);

        _folder.Write("k8s/web.yaml", ManifestText.OpenWorkload);
        var refused = Commit();
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("warning[AKS4001]: Deployment 'web' in namespace 'shop' can reach the instance metadata service", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Contains("k8s/web.yaml", Git("diff", "--cached", "--name-only").Output, StringComparison.Ordinal);

        _folder.Write("k8s/web.yaml", $"{Closed}---\n{ManifestText.OpenWorkload}");
        Assert.Equal(0, Commit().ExitCode);
    }

    /// <summary>The managers hand over the files that were added or changed: what asks for one of them misses the policy that is gone.</summary>
    [Fact]
    public void The_hooks_run_when_files_are_only_deleted()
    {
        Assert.All(["", "templates/pre-commit-mirror"], static folder => Assert.Equal("true", Yaml.Read(folder, ".pre-commit-hooks.yaml")[0].Text("always_run")));
        var lefthook = Yaml.Read("templates", "lefthook.yml")["pre-commit"]["commands"]["stockade"];
        Assert.Equal(["run"], lefthook.Values().Keys);
    }

    [Fact]
    public void Pre_commit_runs_the_hook_once_and_for_files_that_matter()
    {
        foreach (var folder in new[] { "", "templates/pre-commit-mirror" })
        {
            var hook = Yaml.Read(folder, ".pre-commit-hooks.yaml")[0];
            Assert.Equal(("dotnet", "false"), (hook.Text("language"), hook.Text("pass_filenames")));
            var files = new Regex(hook.Text("files"), RegexOptions.None, TimeSpan.FromSeconds(10));
            Assert.All(
                ["a.yaml", "k8s/A.YML", "infra/create.sh", "x/main.ps1", "Makefile", "docker/Dockerfile.prod", "bin/deploy", "overlays/Kustomization", "stockade.yaml", ".editorconfig", "arm.json"],
                name => Assert.Matches(files, name));
            Assert.All(["README.md", "src/Program.cs", "logo.png", "a.yaml.bak"], name => Assert.DoesNotMatch(files, name));
        }
    }

    /// <summary>What pre-commit does with a repository whose hook has the language dotnet: packs all of it, and installs every package as a tool.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("templates/pre-commit-mirror")]
    public void The_hook_s_repository_packs_into_one_tool(string template)
    {
        foreach (var file in GitIn(Repository.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", template.Length == 0 ? "." : template).Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var target = Path.Combine(_folder.Path, Path.GetRelativePath(template.Length == 0 ? "." : template, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Repository.Root, file), target);
        }

        var isMirror = template.Length > 0;
        if (isMirror)
            _folder.Write("nuget.config", $"<configuration><packageSources><add key=\"packed\" value=\"{packages.Feed}\" /></packageSources></configuration>");
        var built = Path.Combine(_folder.Path, "pre-commit-build");
        var pack = Dotnet("pack", "--configuration", "Release", "--property", $"PackageOutputPath={built}", $"-p:Version={packages.Version}", "-p:RunAnalyzers=false");
        Assert.True(pack.ExitCode == 0, pack.ToString());

        var package = Assert.Single(Directory.GetFiles(built, "*.nupkg"));
        var id = Path.GetFileName(package)[..^$".{packages.Version}.nupkg".Length];
        Assert.Equal(isMirror ? "Stockade.PreCommit" : "Stockade", id);
        var tools = Path.Combine(_folder.Path, "tools");
        var noSources = _folder.Write("no-sources.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        var install = Dotnet("tool", "install", "--configfile", noSources, "--tool-path", tools, "--add-source", built, "--version", packages.Version, id);
        Assert.True(install.ExitCode == 0, install.ToString());
        Assert.StartsWith($"stockade {packages.Version}", Command.Run(Path.Combine(tools, "stockade"), ["--version"], _folder.Path).Output, StringComparison.Ordinal);

        // The mirror's hook is the native executable, the repository's own the portable build.
        Assert.Equal(!isMirror, Directory.EnumerateFiles(tools, "stockade.dll", SearchOption.AllDirectories).Any());
    }

    private static string HuskyCommand()
    {
        var task = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "templates", "husky", "task-runner.json"))).RootElement.GetProperty("tasks")[0];
        return string.Join(' ', task.GetProperty("args").EnumerateArray().Select(static item => item.GetString()).Prepend(task.GetProperty("command").GetString()));
    }

    private static Command GitIn(string folder, params string[] arguments) => Command.Run("git", arguments, folder);

    private Command Git(params string[] arguments) => GitIn(_folder.Path, arguments);

    private Command Commit()
    {
        Assert.Equal(0, Git("add", "-A").ExitCode);
        return Git("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-q", "-m", "change");
    }

    private Command Dotnet(params string[] arguments) => Command.Run(
        "dotnet", arguments, _folder.Path, environment: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder.Path, "packages"),
            ["NUGET_FALLBACK_PACKAGES"] = Packages.Cache,
            ["MSBUILDDISABLENODEREUSE"] = "1",
        });
}
