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

    /// <summary>Built with something that is said not to be followed: every verdict is then unknown, and there is nothing to compare.</summary>
    private const string Unknown = "unknown";

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
        var unknown = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            var item = new KustomizeGenerator(seed).Generate();
            var theirs = Theirs(kubectl, item, out var error);
            var ours = Ours(item);
            refused += theirs is null ? 1 : 0;
            record.Add(string.Create(CultureInfo.InvariantCulture, $"{seed} {(ours == Unknown ? Unknown : Digest(theirs))}"));
            unknown += ours == Unknown ? 1 : 0;
            if (ours == theirs || ours == Unknown)
                continue;
            wrong.Add(seed);
            output.WriteLine($"--- {seed}\n{string.Join('\n', item.Files.Select(static file => $"## {file.Key}\n{file.Value}"))}\nours:   {ours ?? item.Build().Failure!.Message}\ntheirs: {theirs ?? error}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} kustomizations from seed {first}, {refused} refused by kubectl, {unknown} said to be unknown, {wrong.Count} differ"));
        if (first == 0 && count == RecordedCases && Environment.GetEnvironmentVariable("ACCEPT") == "1")
            File.WriteAllLines(RecordPath, record);
        Assert.Empty(wrong);
    }

    /// <summary>The kustomizations of folders of this machine (<c>STOCKADE_KUSTOMIZE_ROOTS</c>, divided by colons), each with all that lies in its root.</summary>
    [Fact]
    public void Kustomizations_of_others_build_what_kubectl_builds()
    {
        if (Environment.GetEnvironmentVariable("STOCKADE_KUBECTL") is not { Length: > 0 } kubectl || Environment.GetEnvironmentVariable("STOCKADE_KUSTOMIZE_ROOTS") is not { Length: > 0 } roots)
            return;
        var counts = (Same: 0, Refused: 0, Unknown: 0, Wrong: 0);
        foreach (var root in roots.Split(':'))
        {
            var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(static path => new FileInfo(path).Length < 1024 * 1024)
                .ToDictionary(path => Path.GetRelativePath(root, path), File.ReadAllText, StringComparer.Ordinal);
            foreach (var folder in files.Where(static file => Path.GetFileNameWithoutExtension(file.Key) is "kustomization" or "Kustomization" && !file.Value.Contains("kind: Component", StringComparison.Ordinal)).Select(static file => Path.GetDirectoryName(file.Key)!).Order(StringComparer.Ordinal))
            {
                var ours = Ours(new KustomizeCase(folder.Length == 0 ? "." : folder, files));
                var theirs = Theirs(kubectl, Path.Combine(root, folder), out var error);
                if (ours == Unknown)
                    counts.Unknown++;
                else if (ours != theirs)
                    counts.Wrong++;
                else if (theirs is null)
                    counts.Refused++;
                else
                    counts.Same++;
                if (ours != theirs)
                    output.WriteLine($"--- {root} {folder}\nours:   {ours}\ntheirs: {theirs ?? error}");
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counts.Same} the same, {counts.Refused} refused by both, {counts.Unknown} said to be unknown, {counts.Wrong} differ"));
        Assert.Equal(0, counts.Wrong);
    }

    private static string RecordPath => RepositoryRoot.Combine("tests", "Stockade.Tests", "Semantics", "Kubernetes", "Kustomize", "kubectl-kustomize.txt");

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string? Ours(KustomizeCase item)
    {
        var state = item.Build();

        // What is unknown must be said to be.
        Assert.False(state is { Failure: null, Notes.Count: 0 } and ({ MayDiffer: true } or { MayHoldMore: true }));
        return state is { Failure: null, MayDiffer: true } ? Unknown : state.Failure is null ? CanonicalObjects.Write(state.Resources.Select(static resource => resource.Node)) : null;
    }

    private static string? Theirs(string kubectl, KustomizeCase item, out string error)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in item.Files)
            folder.Write(path, text);
        return Theirs(kubectl, Path.Combine(folder.Path, item.Root), out error);
    }

    private static string? Theirs(string kubectl, string folder, out string error)
    {
        var start = new ProcessStartInfo(kubectl, ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var written = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error = errors.Result;
        if (process.ExitCode != 0)
            return null;
        return CanonicalObjects.Write(YamlReader.Read(new SourceFile("out.yaml", written), static _ => true, isNamed: true).Select(static document => document.Root).OfType<YamlMapping>());
    }

    private static string Digest(string? canonical) => canonical is null ? Refused : canonical is Unknown ? Unknown : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))[..16];
}
