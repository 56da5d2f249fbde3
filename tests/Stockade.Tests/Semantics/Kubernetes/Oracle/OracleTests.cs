using System.Globalization;

namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>
/// Compares the engine, from YAML text to verdict, with the brute-force evaluator on random clusters. More cases, other seeds:
/// <c>STOCKADE_ORACLE_CASES=100000 STOCKADE_ORACLE_SEED=7 tests/Stockade.Tests/bin/Release/net10.0/Stockade.Tests -class Stockade.Tests.Semantics.Kubernetes.Oracle.OracleTests</c>
/// </summary>
public sealed class OracleTests
{
    private const int DefaultCases = 3000;
    private const int DefaultSeed = 20261123;

    [Fact]
    public void The_engine_agrees_with_the_specification_on_random_clusters()
    {
        var cases = Setting("STOCKADE_ORACLE_CASES", DefaultCases);
        var seed = Setting("STOCKADE_ORACLE_SEED", DefaultSeed);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < cases; index++)
        {
            var caseSeed = unchecked((seed * 1_000_003) + index);
            var cluster = new OracleGenerator(new Random(caseSeed)).Next();
            if (Disagreement(cluster, caseSeed, counts) is null)
                continue;

            var smallest = OracleShrinker.Shrink(cluster, candidate => Disagreement(candidate, caseSeed, counts) is not null);
            Assert.Fail($"seed {seed}, case {index}: {Disagreement(smallest, caseSeed, counts)}\n{new OracleRenderer(new Random(caseSeed)).Render(smallest)}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cases} clusters, seed {seed}: {string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"))}");

        // A generator that never meets a verdict would test nothing.
        Assert.Equal(6, counts.Count);
    }

    private static string? Disagreement(OracleCluster cluster, int renderSeed, SortedDictionary<string, int> counts)
    {
        var scope = TestScope.Parse(new OracleRenderer(new Random(renderSeed)).Render(cluster));
        var oracle = new OracleEvaluator(cluster);
        foreach (var workload in cluster.Workloads)
        {
            var expected = oracle.Evaluate(workload);
            var verdicts = scope.Verdicts(workload.Name);
            var actual = (Imds: Spelling(verdicts.Imds.Answer.ToString()), Ingress: Spelling(verdicts.Ingress.Answer.ToString()));
            if (expected != actual)
                return $"{workload.Name}: expected {expected}, got {actual} because {verdicts.Imds.Because} / {verdicts.Ingress.Because}";
            counts[actual.Imds] = counts.GetValueOrDefault(actual.Imds) + 1;
            counts[actual.Ingress] = counts.GetValueOrDefault(actual.Ingress) + 1;
        }

        return null;
    }

    private static string Spelling(string answer) => char.ToLowerInvariant(answer[0]) + answer[1..];

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
