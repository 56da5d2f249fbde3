namespace Stockade.AcceptanceTests;

/// <summary>What the fuzzer begins with, and what it ever found. Mutations are left to a run by hand: they would find what no change has to do with.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void No_reader_throws_hangs_or_contradicts_itself()
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!);
        var program = Path.Combine(Repository.Root, "tests", "Stockade.Fuzz", "bin", configuration, "net10.0", "Stockade.Fuzz.dll");

        var run = Command.Run("dotnet", [program, "--replay"], Repository.Root);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(run.Output.Split('\n'), static line => line.StartsWith("repository ", StringComparison.Ordinal) && line.EndsWith(" 0 failures", StringComparison.Ordinal));
    }
}
