using System.Globalization;
using System.Text;

namespace Stockade.AcceptanceTests;

/// <summary>Everything that can lie in a repository at once: the run ends within 400 MB, says what it did not read, and judges the rest.</summary>
public sealed class HostileRepositoryTests(Packages packages) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_repository_of_traps_is_judged_all_the_same()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files: no pipes, no line breaks in names, links only for administrators.");
        _folder.Write("create.sh", ManifestText.PublicCluster);
        WriteDocuments();
        WriteScripts();
        WriteEntries();

        var run = Check("check", "--format", "concise", "--jobs", "2");

        Assert.True(run.ExitCode == 1, run.ToString());
        var lines = run.Output.Split('\n');
        Assert.Contains(lines, static line => line.StartsWith("create.sh:1:1: warning AKS1001:", StringComparison.Ordinal));
        string[] reported = ["deep.yaml:", "deep-blocks.yaml:", "deep.json:", "utf8.yaml:3:", "nested.sh:1:", "self.sh:", "kustomization.yaml:", "a\\n\\u003A:error::forged\\u001B[31m.yaml:"];
        Assert.Equal([], reported.Where(place => !Array.Exists(lines, line => line.StartsWith(place, StringComparison.Ordinal) && line.Contains(" AKS9", StringComparison.Ordinal))));
        Assert.Contains(lines, static line => line.StartsWith("long.sh:2:1: ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("Case.yaml:", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("case.yaml:", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain(lines, static line => line.StartsWith("::", StringComparison.Ordinal));
        Assert.DoesNotContain("root:x", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_may_have_a_hundred_thousand_results()
    {
        var script = new StringBuilder();
        for (var i = 0; i < 40_000; i++)
            script.Append(CultureInfo.InvariantCulture, $"az aks create -g rg -n c{i}\n");
        _folder.Write("create.sh", script.ToString());

        var run = Check("check", "--quiet", "--format", "concise", "--fail-on", "never", "--report", "sarif=out.sarif");

        Assert.True(run.ExitCode == 0, run.ToString()[..1000]);
        using var sarif = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "out.sarif")));
        Assert.InRange(sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength(), 100_000, 1_000_000);
    }

    [Theory]
    [InlineData("baseline: ../outside.json\n")]
    [InlineData("baseline: /etc/passwd\n")]
    [InlineData("custom-rules: [../outside.yaml]\n")]
    [InlineData("include: ['[']\nunknown: 1\n")]
    public void A_configuration_that_points_elsewhere_ends_the_run(string configuration)
    {
        _folder.Write("create.sh", ManifestText.PublicCluster);
        _folder.Write("stockade.yaml", configuration);

        var run = Check("check", "--format", "concise");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("stockade.yaml:1:", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("AKS1001", run.Output, StringComparison.Ordinal);
    }

    private Command Check(params string[] arguments) =>
        Command.Run(packages.NativeTool, arguments, _folder.Path, environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = "0x18000000" });

    private void WriteDocuments()
    {
        // Each level names the one before it nine times.
        var sequences = new StringBuilder("kind: Pod\napiVersion: v1\na: &a [x, x, x, x, x, x, x, x, x]\n");
        var mappings = new StringBuilder("kind: Pod\napiVersion: v1\na: &a {k: x}\n");
        for (var name = 'b'; name <= 'm'; name++)
        {
            var before = (char)(name - 1);
            sequences.Append(CultureInfo.InvariantCulture, $"{name}: &{name} [{string.Join(", ", Enumerable.Repeat($"*{before}", 9))}]\n");
            mappings.Append(CultureInfo.InvariantCulture, $"{name}: &{name} {{{string.Join(", ", Enumerable.Range(0, 9).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}: *{before}")))}}}\n");
        }

        _folder.Write("bomb.yaml", sequences.Append("metadata: *m\n").ToString());
        _folder.Write("merge.yaml", mappings.Append("metadata:\n  <<: [*m, *l, *k]\n").ToString());
        _folder.Write("deep.yaml", "kind: Pod\napiVersion: v1\nspec: " + new string('[', 100_000));
        _folder.Write("deep-blocks.yaml", $"kind: Pod\napiVersion: v1\nspec:\n {string.Concat(Enumerable.Repeat("- ", 100_000))}x\n");
        _folder.Write("deep.json", $"{{\"kind\": \"Pod\", \"a\": {string.Concat(Enumerable.Repeat("{\"a\":", 100_000))}1{new string('}', 100_001)}");
        _folder.Write("long.yaml", $"kind: Pod\napiVersion: v1\nmetadata: {{name: \"{new string('x', 10_000_000)}\"}}\n");
        _folder.Write("documents.yaml", string.Concat(Enumerable.Repeat("---\nkind: A\n", 1_000_000)));
        _folder.Write("kustomization.yaml", "resources: [., loop, ../../etc, \"https://x.test/y\"]\n");
        File.WriteAllBytes(Path.Combine(_folder.Path, "utf8.yaml"), [.. "kind: Pod\napiVersion: v1\nmetadata: {name: \""u8, 0xFF, 0xFE, .. "\"}\n"u8]);
    }

    private void WriteScripts()
    {
        _folder.Write("long.sh", $"echo {new string('x', 10_000_000)}\naz aks create -g rg -n after\n");
        _folder.Write("nested.sh", $"az aks create -g rg -n \"{string.Concat(Enumerable.Repeat("$(echo ", 3000))}x{new string(')', 3000)}\"\n");
        _folder.Write("self.sh", "source ./self.sh\nf() { f; az aks show -n a -g rg; }; f\nwhile true; do az aks show -n a -g rg; done\n");
        _folder.Write("Makefile", "X = $(X)$(X)\nall: all\n\taz aks stop -g rg -n $(X)\n");
        var axes = string.Join(", ", Enumerable.Range(0, 30).Select(static i => string.Create(CultureInfo.InvariantCulture, $"m{i}: [1, 2, 3, 4, 5, 6, 7, 8, 9]")));
        _folder.Write(".github/workflows/a.yml", $"on: push\njobs:\n  a:\n    strategy:\n      matrix: {{{axes}}}\n    steps:\n    - run: az aks stop -n ${{{{ matrix.m1 }}}} -g rg\n  b:\n    uses: ./.github/workflows/a.yml\n");
    }

    private void WriteEntries()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "loop"), ".");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "outside.yaml"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "zero.yaml"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "nowhere.yaml"), "nowhere");
        Assert.Equal(0, Command.Run("mkfifo", ["pipe.yaml", "pipe"], _folder.Path).ExitCode);
        _folder.Write("a\n::error::forged\u001b[31m.yaml", "kind: Pod\n\tx: [\n");
        _folder.Write("Case.yaml", ManifestText.OpenWorkload);
        _folder.Write("case.yaml", ManifestText.OpenWorkload);
        _folder.Write(Path.Combine([.. Enumerable.Repeat(new string('d', 200), 15), "x.yaml"]), ManifestText.OpenWorkload.Replace("name: web", "name: far", StringComparison.Ordinal));
        _folder.Write(".git", "gitdir: /etc\n");
        _folder.Write(".gitignore", $"[\\\n{new string('*', 5000)}a\n{string.Concat(Enumerable.Repeat("**/", 2000))}\n");
    }
}
