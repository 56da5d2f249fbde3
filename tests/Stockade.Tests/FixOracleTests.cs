using System.Globalization;
using System.Text;

namespace Stockade.Tests;

/// <summary>Applies fixes to random repositories and asks the oracle who may connect before and after.</summary>
public sealed class FixOracleTests
{
    private const int DefaultCases = 60;
    private const int DefaultSeed = 20261123;

    private static readonly string[] s_addresses = ["169.254.169.254", "169.254.169.253", "168.63.129.16", "8.8.8.8", "10.0.0.10", "10.200.3.4", "100.64.0.1"];
    private static readonly int[] s_ports = [53, 80, 443];

    [Fact]
    public void Fixes_close_the_metadata_service_and_nothing_else()
    {
        var (cases, seed) = (Setting("STOCKADE_FIX_CASES", DefaultCases), Setting("STOCKADE_FIX_SEED", DefaultSeed));
        var (closed, left) = (0, 0);
        for (var index = 0; index < cases; index++)
        {
            using var folder = new TemporaryFolder();
            var random = new Random(unchecked((seed * 1_000_003) + index));
            var files = Repository(random);
            foreach (var (path, text) in files)
                folder.Write(path, text);
            var options = new AnalysisOptions { RootDirectory = folder.Path, Select = ["AKS4001", "AKS4002"] };
            var before = new FixOracle(files.Values).Connections(s_addresses, s_ports);
            var reachable = AnalyzerEngine.Analyze(options).Summary.WorkloadsReachable;

            var result = Fixer.Run(options, includeUnsafe: false);
            Assert.Empty(result.Apply());
            var edited = files.Keys.ToDictionary(static path => path, path => File.ReadAllText(Path.Combine(folder.Path, path)), StringComparer.Ordinal);
            var after = new FixOracle(edited.Values).Connections(s_addresses, s_ports);
            var context = $"seed {seed}, case {index}\n{string.Join("\n", files.Values)}\n=>\n{string.Join("\n", edited.Values)}";

            Assert.True(after.IsSubsetOf(before), $"{context}\nopened: {string.Join(", ", after.Except(before))}");
            Assert.True(before.Except(after).All(static item => item.Contains(" to 169.254.169.254:", StringComparison.Ordinal)), $"{context}\ncut: {string.Join(", ", before.Except(after))}");
            Assert.All(files, pair => Assert.True(KeepsLines(pair.Value, edited[pair.Key]), context));
            Assert.Equal(0, Fixer.Run(options, includeUnsafe: false).FileCount);

            var now = AnalyzerEngine.Analyze(options).Summary.WorkloadsReachable;
            Assert.Equal(now, after.Count(static item => item.EndsWith(" to 169.254.169.254:80", StringComparison.Ordinal)));
            closed += reachable - now;
            left += now;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cases} repositories, seed {seed}: {closed} workloads closed, {left} left open");
        Assert.True(closed > left, $"{closed} closed, {left} left");
    }

    /// <summary>Every line that was there is there, in its order, at least by its beginning; and no line end of another kind came in.</summary>
    private static bool KeepsLines(string before, string after)
    {
        var position = 0;
        foreach (var line in before.Split('\n').Select(static line => line.TrimEnd('\r')))
        {
            var word = line.Split(['{', ']'], 2)[0].Trim(' ', '-');
            var found = after.IndexOf(word, position, StringComparison.Ordinal);
            if (found < 0)
                return false;
            position = found + word.Length;
        }

        return before.Contains("\r\n", StringComparison.Ordinal) ? !after.Replace("\r\n", "", StringComparison.Ordinal).Contains('\n', StringComparison.Ordinal) : !after.Contains('\r', StringComparison.Ordinal);
    }

    private static SortedDictionary<string, string> Repository(Random random)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var file = 0; file < random.Next(1, 4); file++)
        {
            var text = new StringBuilder();
            for (var document = 0; document < random.Next(1, 4); document++)
            {
                if (text.Length > 0)
                    text.Append(random.Next(2) == 0 ? "---\n" : "--- # next\n");
                var name = string.Create(CultureInfo.InvariantCulture, $"o{file}{document}");
                text.Append(random.Next(5) < 2 ? Policy(random, name) : Pod(random, name));
            }

            if (random.Next(4) == 0)
                text.Append("# the end\n");
            var written = random.Next(4) == 0 ? text.ToString().TrimEnd('\n') : text.ToString();
            files.Add(string.Create(CultureInfo.InvariantCulture, $"k8s/f{file}.yaml"), random.Next(4) == 0 ? written.ReplaceLineEndings("\r\n") : written);
        }

        return files;
    }

    private static string Pod(Random random, string name) =>
        $"# pod {name}\napiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n  namespace: {Space(random)}\n  labels: {{ app: {Label(random)}, tier: {Label(random)} }}\nspec:\n  containers: [{{ name: a, image: a }}]\n";

    private static string Policy(Random random, string name)
    {
        var text = new StringBuilder($"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: {name} # named\n  namespace: {Space(random)}\nspec:\n");
        text.Append(random.Next(2) == 0 ? "  podSelector: {}\n" : $"  podSelector: {{ matchLabels: {{ app: {Label(random)} }} }}\n");
        text.Append(random.Next(3) == 0 ? "  policyTypes: [Ingress, Egress]\n" : "  policyTypes: [Egress]\n");
        var indent = random.Next(2) == 0 ? "  " : "    ";
        text.Append("  egress:\n");
        for (var rule = 0; rule < random.Next(1, 3); rule++)
            text.Append(Rule(random, indent));
        return text.ToString();
    }

    private static string Rule(Random random, string indent)
    {
        var ports = random.Next(3) == 0 ? $"[{{ port: {s_ports[random.Next(3)]} }}]" : null;
        if (random.Next(5) == 0)
            return ports is null ? $"{indent}- {{}}\n" : $"{indent}- ports: {ports}\n";
        var text = new StringBuilder($"{indent}- to:\n");
        for (var peer = 0; peer < random.Next(1, 3); peer++)
        {
            var cidr = new[] { "0.0.0.0/0", "169.254.0.0/16", "10.0.0.0/8", "128.0.0.0/1" }[random.Next(4)];
            text.Append(random.Next(6) switch
            {
                0 => $"{indent}    - podSelector: {{}}\n",
                1 => $"{indent}    - namespaceSelector: {{}}\n      {indent}podSelector: {{ matchLabels: {{ app: {Label(random)} }} }}\n",
                2 => $"{indent}    - ipBlock: {{ cidr: {cidr} }} # flow\n",
                3 when cidr == "0.0.0.0/0" => $"{indent}    - ipBlock:\n{indent}        cidr: {cidr}\n{indent}        except:\n{indent}          - 10.0.0.0/8 # ours\n",
                4 when cidr == "0.0.0.0/0" => $"{indent}    - ipBlock:\n{indent}        except: [\"10.0.0.0/8\"]\n{indent}        cidr: '{cidr}'\n",
                _ => $"{indent}    - ipBlock:\n{indent}        cidr: {cidr} # block\n",
            });
        }

        return text + (ports is null ? "" : $"{indent}  ports: {ports}\n");
    }

    private static string Space(Random random) => random.Next(3) == 0 ? "back" : "shop";

    private static string Label(Random random) => new[] { "web", "db", "job" }[random.Next(3)];

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
