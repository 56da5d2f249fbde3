namespace Stockade.AcceptanceTests;

/// <summary>A minute of the fuzzer, always the same: what it ever found does not come back, and nothing near it.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void No_reader_throws_hangs_or_contradicts_itself()
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!);
        var program = Path.Combine(Repository.Root, "tests", "Stockade.Fuzz", "bin", configuration, "net10.0", "Stockade.Fuzz.dll");

        var run = Command.Run("dotnet", [program, "--seconds", "2.5", "--executions", "20000", "--seed", "1"], Repository.Root);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(run.Output.Split('\n'), static line => line.StartsWith("repository ", StringComparison.Ordinal) && line.EndsWith(" 0 failures", StringComparison.Ordinal));
    }
}
