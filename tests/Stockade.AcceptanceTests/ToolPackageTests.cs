namespace Stockade.AcceptanceTests;

public sealed class ToolPackageTests(Packages packages)
{
    [Fact]
    public void The_tool_installs_from_a_folder_and_runs()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Path.Combine(folder.Path, "packages") };
        var install = Command.Run(
            "dotnet",
            ["tool", "install", "Stockade", "--version", packages.Version, "--tool-path", Path.Combine(folder.Path, "tools"), "--add-source", packages.Feed],
            folder.Path,
            environment: environment);
        Assert.True(install.ExitCode == 0, install.ToString());

        var run = Command.Run(Path.Combine(folder.Path, "tools", "stockade"), ["--version"], folder.Path);
        Assert.StartsWith($"stockade {packages.Version}", run.Output, StringComparison.Ordinal);
    }
}
