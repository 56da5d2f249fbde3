using System.Globalization;

namespace Stockade.Tests.Semantics.Kubernetes.MixedOracle;

/// <summary>
/// Compares the engine, from YAML text to verdict, with the brute-force evaluator on random clusters that hold policies of several kinds. More
/// cases, other seeds: <c>STOCKADE_ORACLE_CASES=100000 STOCKADE_ORACLE_SEED=7 … -class "*MixedOracleTests" -showLiveOutput</c>
/// </summary>
public sealed class MixedOracleTests
{
    private const int DefaultCases = 300;
    private const int DefaultSeed = 20261123;

    private static readonly Dictionary<string, string[]> s_kinds = new()
    {
        ["Cilium"] = ["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"],
        ["Cilium and v1"] = ["CiliumNetworkPolicy", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "NetworkPolicy"],

        // Without NetworkPolicy everybody outside may connect, whatever the others say.
        ["cluster-scoped API and v1"] = ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy", "ClusterNetworkPolicy", "NetworkPolicy", "NetworkPolicy", "NetworkPolicy"],
        ["all"] = ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "NetworkPolicy"],
    };

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly int _cases = Setting("STOCKADE_ORACLE_CASES", DefaultCases);
    private readonly int _seed = Setting("STOCKADE_ORACLE_SEED", DefaultSeed);

    [Theory]
    [InlineData("Cilium")]
    [InlineData("Cilium and v1")]
    [InlineData("cluster-scoped API and v1")]
    [InlineData("all")]
    public void The_engine_agrees_with_the_specifications_on_random_clusters(string kinds)
    {
        for (var index = 0; index < _cases; index++)
        {
            var caseSeed = CaseSeed(index);
            var cluster = new MixedGenerator(new Random(caseSeed), s_kinds[kinds]).Next();
            if (Disagreement(cluster, caseSeed) is null)
                continue;

            var smallest = MixedEdits.Shrink(cluster, candidate => Disagreement(candidate, caseSeed) is not null);
            Assert.Fail($"seed {_seed}, case {index}: {Disagreement(smallest, caseSeed)}\n{Render(smallest, caseSeed)}");
        }

        Report(kinds);

        // A generator that never meets a verdict would test nothing.
        Assert.Superset(new HashSet<string>(["blocked", "reachable", "openWorld", "allNamespaces", "restricted", "isolated"]), _counts.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("Cilium and v1")]
    [InlineData("cluster-scoped API and v1")]
    [InlineData("all")]
    public void What_is_certain_about_an_unreadable_value_holds_for_every_value_it_may_have(string kinds)
    {
        for (var index = 0; index < _cases; index++)
        {
            var caseSeed = CaseSeed(index);
            var random = new Random(caseSeed);
            var cluster = new MixedGenerator(random, s_kinds[kinds]).Next();
            if (MixedEdits.Mask(cluster, random) is not { } masked)
                continue;
            var actual = Verdicts(masked.Marked, caseSeed);
            var possible = masked.Readings.Select(reading => new MixedEvaluator(reading).Evaluate()).ToList();
            if (!Holds(actual.Imds, possible.Select(answer => answer.Imds)) || !Holds(actual.Ingress, possible.Select(answer => answer.Ingress)))
                Assert.Fail($"seed {_seed}, case {index}: got {actual}, possible are {string.Join(' ', possible.Distinct())}\n{Render(masked.Marked, caseSeed)}");
        }

        Report(kinds);
        Assert.True(_counts["unknown, as it depends"] > 0);

        // Where the answer does not depend on the value, it is seldom left open; of what is perhaps passed on nothing is said.
        Assert.InRange(_counts.GetValueOrDefault("unknown, though it does not depend"), 0, _counts["certain"] / (kinds.StartsWith("Cilium", StringComparison.Ordinal) ? 50 : 8));
    }

    private int CaseSeed(int index) => unchecked((_seed * 1_000_003) + index);

    private string? Disagreement(MixedCluster cluster, int renderSeed)
    {
        var expected = new MixedEvaluator(cluster).Evaluate();
        var actual = Verdicts(cluster, renderSeed);
        Count(actual.Imds);
        Count(actual.Ingress);
        return (Settle(expected.Imds), Settle(expected.Ingress)) == actual ? null : $"expected {expected}, got {actual}";
    }

    /// <summary>What the specifications leave open, the engine has to leave open.</summary>
    private static string Settle(string answers) => answers.Contains('|', StringComparison.Ordinal) ? "unknown" : answers;

    private static string Render(MixedCluster cluster, int seed) => new MixedRenderer(new Random(seed)).Render(cluster);

    private static (string Imds, string Ingress) Verdicts(MixedCluster cluster, int renderSeed)
    {
        var scope = TestScope.Parse(Render(cluster, renderSeed));
        Assert.All(scope.Scope.Policies, static policy => Assert.Empty(policy.Rejections));
        var verdicts = scope.Verdicts();
        return (Spelling(verdicts.Imds.Answer.ToString()), Spelling(verdicts.Ingress.Answer.ToString()));
    }

    private bool Holds(string actual, IEnumerable<string> possible)
    {
        var distinct = possible.Distinct().ToList();
        if (actual != "unknown")
            Count("certain");
        else
            Count(distinct is [var only] && !only.Contains('|', StringComparison.Ordinal) ? "unknown, though it does not depend" : "unknown, as it depends");
        return actual == "unknown" || distinct.All(answer => answer == actual);
    }

    private static string Spelling(string answer) => char.ToLowerInvariant(answer[0]) + answer[1..];

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private void Report(string kinds) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{kinds}: {_cases} clusters, seed {_seed}: {string.Join("; ", _counts.Select(pair => $"{pair.Key} {pair.Value}"))}");

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
