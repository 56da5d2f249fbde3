using System.Globalization;

namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

/// <summary>
/// Compares the engine, from YAML text to verdict, with the brute-force evaluator on random clusters. More cases, other seeds:
/// <c>STOCKADE_ORACLE_CASES=100000 STOCKADE_ORACLE_SEED=7 tests/Stockade.Tests/bin/Release/net10.0/Stockade.Tests -class "*OracleTests" -showLiveOutput</c>
/// </summary>
public sealed class OracleTests
{
    private const int DefaultCases = 3000;
    private const int DefaultSeed = 20261123;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly int _cases = Setting("STOCKADE_ORACLE_CASES", DefaultCases);
    private readonly int _seed = Setting("STOCKADE_ORACLE_SEED", DefaultSeed);

    [Fact]
    public void The_engine_agrees_with_the_specification_on_random_clusters()
    {
        for (var index = 0; index < _cases; index++)
        {
            var caseSeed = CaseSeed(index);
            var cluster = new OracleGenerator(new Random(caseSeed)).Next();
            if (Disagreement(cluster, caseSeed) is null)
                continue;

            var smallest = OracleShrinker.Shrink(cluster, candidate => Disagreement(candidate, caseSeed) is not null);
            Assert.Fail($"seed {_seed}, case {index}: {Disagreement(smallest, caseSeed)}\n{new OracleRenderer(new Random(caseSeed)).Render(smallest)}");
        }

        Report();

        // A generator that never meets a verdict would test nothing.
        Assert.Equal(6, _counts.Count);
    }

    [Fact]
    public void What_is_certain_about_an_unreadable_value_holds_for_every_value_it_may_have()
    {
        for (var index = 0; index < _cases; index++)
        {
            var caseSeed = CaseSeed(index);
            var random = new Random(caseSeed);
            var cluster = new OracleGenerator(random).Next();
            if (OracleUnknowns.Choose(cluster, random) is not { } unknown)
                continue;
            if (Overclaim(unknown.Marked, unknown.Readings, caseSeed) is { } overclaim)
                Assert.Fail($"seed {_seed}, case {index}: {overclaim}\n{new OracleRenderer(new Random(caseSeed)).Render(unknown.Marked)}");
        }

        Report();
        Assert.True(_counts["unknown, as it depends"] > 0);

        // Where the answer does not depend on the value, it is hardly ever left open.
        Assert.InRange(_counts.GetValueOrDefault("unknown, though it does not depend"), 0, _counts["certain"] / 50);
    }

    [Fact]
    public void Alternatives_are_judged_each_by_itself()
    {
        for (var index = 0; index < _cases; index++)
        {
            var alternatives = OracleScopes.Create(new Random(CaseSeed(index)));
            var scopes = alternatives.Parse().ToDictionary(static scope => scope.Name);
            foreach (var (name, cluster) in alternatives.Folders)
            {
                Assert.True(scopes.TryGetValue(name, out var scope), $"seed {_seed}, case {index}: no scope {name}, but {string.Join(' ', scopes.Keys)}\n{alternatives.Text}");
                var oracle = new OracleEvaluator(cluster);
                foreach (var workload in cluster.Workloads)
                {
                    var expected = oracle.Evaluate(workload);
                    var actual = Verdicts(TestScope.Of(scope), workload);
                    if (expected != actual)
                        Assert.Fail($"seed {_seed}, case {index}: {name} {workload.Name}: expected {expected}, got {actual}\n{alternatives.Text}");
                    Count(actual.Imds);
                    Count(actual.Ingress);
                }
            }
        }

        Report();
    }

    private int CaseSeed(int index) => unchecked((_seed * 1_000_003) + index);

    private string? Disagreement(OracleCluster cluster, int renderSeed)
    {
        var text = new OracleRenderer(new Random(renderSeed)).Render(cluster);
        if (cluster.Workloads.Count == 0)
            return null;
        var scope = TestScope.Parse(text);
        var oracle = new OracleEvaluator(cluster);
        foreach (var workload in cluster.Workloads)
        {
            var expected = oracle.Evaluate(workload);
            var actual = Verdicts(scope, workload);
            if (expected != actual)
                return $"{workload.Name}: expected {expected}, got {actual} because {scope.Verdicts(workload.Name)}";
            Count(actual.Imds);
            Count(actual.Ingress);
        }

        return null;
    }

    private string? Overclaim(OracleCluster marked, List<OracleCluster> readings, int renderSeed)
    {
        var scope = TestScope.Parse(new OracleRenderer(new Random(renderSeed)).Render(marked));
        foreach (var workload in marked.Workloads)
        {
            var actual = Verdicts(scope, workload);
            var possible = readings.Select(reading => new OracleEvaluator(reading).Evaluate(reading.Workloads.First(item => item.Name == workload.Name))).ToList();
            if (!Holds(actual.Imds, possible.Select(answer => answer.Imds)) || !Holds(actual.Ingress, possible.Select(answer => answer.Ingress)))
                return $"{workload.Name}: got {actual}, possible are {string.Join(' ', possible.Distinct())}";
        }

        return null;
    }

    private bool Holds(string actual, IEnumerable<string> possible)
    {
        var distinct = possible.Distinct().ToList();
        if (actual != "unknown")
            Count("certain");
        else
            Count(distinct.Count > 1 ? "unknown, as it depends" : "unknown, though it does not depend");
        return actual == "unknown" || distinct.All(answer => answer == actual);
    }

    private static (string Imds, string Ingress) Verdicts(TestScope scope, OracleWorkload workload)
    {
        var verdicts = scope.Verdicts(workload.Name);
        return (Spelling(verdicts.Imds.Answer.ToString()), Spelling(verdicts.Ingress.Answer.ToString()));
    }

    private static string Spelling(string answer) => char.ToLowerInvariant(answer[0]) + answer[1..];

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private void Report() =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{_cases} clusters, seed {_seed}: {string.Join("; ", _counts.Select(pair => $"{pair.Key} {pair.Value}"))}");

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
