using System.Globalization;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>
/// Generated scripts, run by bash and followed by the evaluator. A known word must be the word bash passes on, and a certain command must run.
/// The suite takes a slice; all of it is run by
/// <c>STOCKADE_BASH_SCRIPTS=5000 STOCKADE_BASH_SEED=1 dotnet test --project tests/Stockade.Tests -- --filter-class Stockade.Tests.Semantics.AzureCli.BashOracleTests</c>.
/// </summary>
public sealed class BashOracleTests
{
    private const int Batch = 250;

    [Fact]
    public void Known_words_are_the_words_bash_passes_on()
    {
        var (seed, count) = (Read("STOCKADE_BASH_SEED", 1), Read("STOCKADE_BASH_SCRIPTS", 120));
        var (calls, clean) = (0, 0);
        for (var first = seed; first < seed + count; first += Batch)
        {
            var scripts = Enumerable.Range(first, Math.Min(Batch, seed + count - first)).Select(number => new ScriptGenerator(number).Generate()).ToList();
            var runs = BashOracle.Run(scripts);
            for (var i = 0; i < scripts.Count; i++)
            {
                var predicted = ScriptFixture.Read(scripts[i]).Invocations;
                foreach (var run in runs[i])
                {
                    var contradiction = BashOracle.FindContradiction(scripts[i], predicted, run);
                    Assert.True(contradiction is null, $"Script {first + i}: {contradiction}\n{scripts[i]}");
                    calls += run.Calls.Count;
                    clean += run.HasErrors ? 0 : 1;
                }
            }
        }

        Assert.True(calls > 5 * count && clean > count, $"Of {2 * count} runs only {clean} were clean, with {calls} calls of az.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} scripts, {2 * count} runs, {clean} without errors, {calls} calls of az");
    }

    private static int Read(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
