using System.Globalization;

namespace Stockade.Tests.Semantics.Kubernetes.CalicoOracle;

/// <summary>
/// Compares the engine, from YAML text to verdict, with the brute-force evaluator on random clusters with Calico. More cases, other seeds:
/// <c>STOCKADE_ORACLE_CASES=100000 STOCKADE_ORACLE_SEED=7 … -class "*CalicoOracleTests" -showLiveOutput</c>
/// </summary>
public sealed class CalicoOracleTests
{
    private const int DefaultCases = 300;
    private const int DefaultSeed = 20261123;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly int _cases = Setting("STOCKADE_ORACLE_CASES", DefaultCases);
    private readonly int _seed = Setting("STOCKADE_ORACLE_SEED", DefaultSeed);

    [Fact]
    public void The_engine_agrees_with_the_documentation_on_random_clusters()
    {
        for (var index = 0; index < _cases; index++)
        {
            var caseSeed = CaseSeed(index);
            var cluster = new CalicoGenerator(new Random(caseSeed)).Next();
            if (Disagreement(cluster, caseSeed) is null)
                continue;
            var smallest = CalicoEdits.Shrink(cluster, candidate => Disagreement(candidate, caseSeed) is not null);
            Assert.Fail($"seed {_seed}, case {index}: {Disagreement(smallest, caseSeed)}\n{Render(smallest, caseSeed)}");
        }

        Report("exact");

        // A generator that never meets a verdict would test nothing, nor one that leaves many open.
        Assert.Superset(new HashSet<string>(["blocked", "reachable", "openWorld", "allNamespaces", "restricted", "isolated"]), _counts.Keys.ToHashSet());
        Assert.InRange(_counts.GetValueOrDefault("unknown"), 0, _cases / 10);
    }

    [Fact]
    public void What_is_certain_about_an_unreadable_value_holds_for_every_value_it_may_have()
    {
        for (var index = 0; index < _cases; index++)
        {
            var caseSeed = CaseSeed(index);
            var random = new Random(caseSeed);
            if (CalicoEdits.Mask(new CalicoGenerator(random).Next(), random) is not { } masked)
                continue;
            var actual = Verdicts(masked.Marked, caseSeed);
            var possible = masked.Readings.SelectMany(CalicoEvaluator.Of).Select(static reading => (Imds: reading.Imds(), Ingress: reading.Ingress())).ToList();
            if (!Holds(actual.Imds, possible.Select(static answer => answer.Imds)) || !Holds(actual.Ingress, possible.Select(static answer => answer.Ingress)))
                Assert.Fail($"seed {_seed}, case {index}: got {actual}, possible are {string.Join(' ', possible.Distinct())}\n{Render(masked.Marked, caseSeed)}");
        }

        Report("unreadable");
        Assert.True(_counts["unknown, as it depends"] > 0);
        Assert.InRange(_counts.GetValueOrDefault("unknown, though it does not depend"), 0, _counts["certain"] / 8);
    }

    private int CaseSeed(int index) => unchecked((_seed * 1_000_003) + index);

    private string? Disagreement(CalicoCluster cluster, int renderSeed)
    {
        var oracles = CalicoEvaluator.Of(cluster);
        var actual = Verdicts(cluster, renderSeed);
        Count(actual.Imds);
        Count(actual.Ingress);
        var imds = oracles.Select(static oracle => oracle.Imds()).Distinct().ToList();
        var ingress = oracles.Select(static oracle => oracle.Ingress()).Distinct().ToList();

        // Nobody knows the addresses that pods will have, nor the labels of a namespace that no object declares: the engine may leave open what hangs on them.
        var isRight = Agrees(actual.Imds, imds, oracles.Count > 1) && Agrees(actual.Ingress, ingress, oracles.Count > 1 || oracles[0].DependsOnPodAddresses());
        return isRight ? null : $"expected {string.Join(" or ", imds)}, {string.Join(" or ", ingress)}, got {actual}";
    }

    private static bool Agrees(string actual, List<string> expected, bool mayBeOpen) => actual == "unknown" ? mayBeOpen || expected.Count > 1 : expected is [var only] && only == actual;

    private static string Render(CalicoCluster cluster, int seed) => new CalicoRenderer(new Random(seed)).Render(cluster);

    private static (string Imds, string Ingress) Verdicts(CalicoCluster cluster, int renderSeed)
    {
        var scope = TestScope.Parse(Render(cluster, renderSeed));
        Assert.All(scope.Scope.Policies, static policy => Assert.Empty(policy.Rejections));
        var verdicts = scope.Verdicts();
        return (Spelling(verdicts.Imds.Answer.ToString()), Spelling(verdicts.Ingress.Answer.ToString()));
    }

    private bool Holds(string actual, IEnumerable<string> possible)
    {
        var distinct = possible.Distinct().ToList();
        Count(actual != "unknown" ? "certain" : distinct.Count == 1 ? "unknown, though it does not depend" : "unknown, as it depends");
        return actual == "unknown" || distinct.TrueForAll(answer => answer == actual);
    }

    private static string Spelling(string answer) => char.ToLowerInvariant(answer[0]) + answer[1..];

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private void Report(string what) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {_cases} clusters, seed {_seed}: {string.Join("; ", _counts.Select(static pair => $"{pair.Key} {pair.Value}"))}");

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
