namespace Stockade.AcceptanceTests;

/// <summary>The first hour with Stockade: install, configure, hook, a mistake, its fix.</summary>
public sealed class NewUserTests(Packages packages)
{
    private const string Opening = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: call-the-bank # for now
          namespace: retail-app
        spec:
          podSelector:
            matchLabels:
              app: backend
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock:
                    cidr: 0.0.0.0/0

        """;

    [Fact]
    public void A_commit_that_opens_the_metadata_service_is_refused_until_the_fix_is_applied()
    {
        using var folder = new TemporaryFolder();
        var tools = Path.Combine(folder.Path, "tools");
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = Path.Combine(folder.Path, "packages"),
            ["PATH"] = tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
            ["GIT_CONFIG_GLOBAL"] = Path.Combine(folder.Path, "none"),
            ["GIT_CONFIG_NOSYSTEM"] = "1",
        };
        var repository = Path.Combine(folder.Path, "shop");
        folder.Copy(Repository.Sample("contoso-retail/hardened"), "shop");
        Run("git", "init", "-q", "-b", "main");
        Succeed("dotnet", "tool", "install", "Stockade", "--version", packages.Version, "--tool-path", tools, "--add-source", packages.Feed);

        // The tool is found by its name from here on, as the hook finds it.
        Succeed("sh", "-c", "stockade init --pre-commit");
        Assert.Contains("id: stockade", File.ReadAllText(Path.Combine(repository, ".pre-commit-config.yaml")), StringComparison.Ordinal);
        Assert.Equal(2, Run("sh", "-c", "stockade init").ExitCode);

        // What pre-commit runs for this hook, with what is staged in place.
        var entry = File.ReadAllLines(Path.Combine(Repository.Root, ".pre-commit-hooks.yaml")).Select(static line => line.Trim()).First(static line => line.StartsWith("entry: ", StringComparison.Ordinal))["entry: ".Length..];
        var hook = Path.Combine(repository, ".git", "hooks", "pre-commit");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, $"#!/bin/sh\nexec {entry}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Commit(0);

        var policy = Path.Combine(repository, "k8s", "bank.yaml");
        File.WriteAllText(policy, Opening.ReplaceLineEndings("\n"));
        var refused = Commit(1);
        Assert.Contains("k8s/bank.yaml", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Contains("AKS4002", refused.Output + refused.Error, StringComparison.Ordinal);

        var shown = Succeed("sh", "-c", "stockade fix");
        Assert.Contains("+++ b/k8s/bank.yaml\n", shown.Output, StringComparison.Ordinal);
        Assert.Equal(Opening.ReplaceLineEndings("\n"), File.ReadAllText(policy));
        Succeed("sh", "-c", "stockade fix --apply");
        Assert.Equal(Opening.ReplaceLineEndings("\n") + "            except: [169.254.169.254/32]\n", File.ReadAllText(policy));
        Commit(0);
        Assert.Contains("0 fixes in 0 files", Succeed("sh", "-c", "stockade fix --apply").Error, StringComparison.Ordinal);

        Command Run(string file, params string[] arguments) => Command.Run(file, arguments, repository, environment: environment);

        Command Succeed(string file, params string[] arguments)
        {
            var command = Run(file, arguments);
            Assert.True(command.ExitCode == 0, command.ToString());
            return command;
        }

        Command Commit(int exitCode)
        {
            Succeed("git", "add", "-A");
            var commit = Run("git", "-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-q", "-m", "change");
            Assert.True(commit.ExitCode == exitCode, commit.ToString());
            return commit;
        }
    }

    [Fact]
    public void The_native_tool_runs_the_rules_of_a_repository_and_ends_where_one_is_wrong()
    {
        var run = packages.Run(Repository.Sample("custom-rules"), "check", "--format", "concise", "--select", "SHOP");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, run.Output.Split('\n').Count(static line => line.Contains("SHOP00", StringComparison.Ordinal)));

        using var folder = new TemporaryFolder();
        folder.Copy(Repository.Sample("custom-rules"));
        var page = Path.Combine(folder.Path, "rules", "SHOP003.md");
        File.WriteAllText(page, File.ReadAllText(page).Replace("const:", "cosnt:", StringComparison.Ordinal));
        var wrong = packages.Run(folder.Path, "check");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("did you mean 'const'?", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("rules/SHOP003.md:", wrong.Error, StringComparison.Ordinal);
    }
}
