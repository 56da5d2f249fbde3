using System.Text.RegularExpressions;

namespace Stockade.AcceptanceTests;

/// <summary>However many projects are built and in whatever way, the repository is analysed once.</summary>
public sealed class BuildModeTests(LargeSolution solution) : IClassFixture<LargeSolution>
{
    [Theory]
    [InlineData(1, "build", "Large.slnx")]
    [InlineData(1, "build", "Large.slnx", "-m")]
    [InlineData(1, "build", "Large.slnx", "-graph")]
    [InlineData(1, "build", "Large.slnx", "-mt")]
    [InlineData(1, "build", "Large.slnx", "-t:Rebuild")]
    [InlineData(1, "publish", "Large.slnx", "-p:IsPublishable=true", "-f", "net10.0")]
    [InlineData(1, "pack", "Large.slnx")]
    [InlineData(1, "build", "Project02/Project02.csproj")]
    [InlineData(1, "build", "Project01/Project01.csproj", "-f", "netstandard2.0")]
    [InlineData(0, "clean", "Large.slnx")]
    public void The_analysis_runs_once(int runs, params string[] arguments)
    {
        var build = solution.Run(arguments);
        Assert.True(build.ExitCode == 0, build.ToString());

        // The summary repeats every warning.
        var output = build.Output.Split("Build succeeded.", 2)[0];
        Assert.Equal(runs, Regex.Count(output, ": warning AKS1001: ", RegexOptions.None, TimeSpan.FromSeconds(10)));
    }
}
