using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Kubernetes.Kustomize;

/// <summary>
/// Compares what generated kustomizations build with what <c>kubectl kustomize</c> made of them. Its answers to the first cases are recorded, so
/// that every run compares those; with the path of a kubectl in <c>STOCKADE_KUBECTL</c> it is asked again, for as many as <c>STOCKADE_KUSTOMIZE_CASES</c> says.
/// </summary>
public sealed class KustomizeOracleTests(ITestOutputHelper output)
{
    private const int RecordedCases = 400;
    private const string Refused = "refused";

    [Fact]
    public void Generated_kustomizations_build_what_kubectl_was_recorded_to_build()
    {
        var recorded = File.ReadAllLines(RecordPath).ToDictionary(static line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), static line => line.Split(' ')[1]);

        var wrong = recorded.Where(static pair => Digest(Ours(new KustomizeGenerator(pair.Key).Generate())) != pair.Value).Select(static pair => pair.Key);

        Assert.Equal(RecordedCases, recorded.Count);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Generated_kustomizations_build_what_kubectl_builds()
    {
        if (Environment.GetEnvironmentVariable("STOCKADE_KUBECTL") is not { Length: > 0 } kubectl)
            return;
        var first = Number("STOCKADE_KUSTOMIZE_SEED", 0);
        var count = Number("STOCKADE_KUSTOMIZE_CASES", RecordedCases);
        var record = new List<string>();
        var wrong = new List<int>();
        var refused = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            var item = new KustomizeGenerator(seed).Generate();
            var theirs = Theirs(kubectl, item, out var error);
            var ours = Ours(item);
            refused += theirs is null ? 1 : 0;
            record.Add(string.Create(CultureInfo.InvariantCulture, $"{seed} {Digest(theirs)}"));
            if (ours == theirs)
                continue;
            wrong.Add(seed);
            output.WriteLine($"--- {seed}\n{string.Join('\n', item.Files.Select(static file => $"## {file.Key}\n{file.Value}"))}\nours:   {ours ?? item.Build().Failure!.Message}\ntheirs: {theirs ?? error}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} kustomizations from seed {first}, {refused} refused by kubectl, {wrong.Count} differ"));
        if (first == 0 && count == RecordedCases && Environment.GetEnvironmentVariable("ACCEPT") == "1")
            File.WriteAllLines(RecordPath, record);
        Assert.Empty(wrong);
    }

    private static string RecordPath => RepositoryRoot.Combine("tests", "Stockade.Tests", "Semantics", "Kubernetes", "Kustomize", "kubectl-kustomize.txt");

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string? Ours(KustomizeCase item)
    {
        var state = item.Build();
        return state.Failure is null ? CanonicalObjects.Write(state.Resources.Select(static resource => resource.Node)) : null;
    }

    private static string? Theirs(string kubectl, KustomizeCase item, out string error)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in item.Files)
            folder.Write(path, text);
        var start = new ProcessStartInfo(kubectl, ["kustomize", Path.Combine(folder.Path, item.Root)]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var written = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error = errors.Result;
        if (process.ExitCode != 0)
            return null;
        return CanonicalObjects.Write(YamlReader.Read(new SourceFile("out.yaml", written), static _ => true, isNamed: true).Select(static document => document.Root).OfType<YamlMapping>());
    }

    private static string Digest(string? canonical) => canonical is null ? Refused : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))[..16];
}
