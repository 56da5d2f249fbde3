using System.Globalization;

namespace Stockade.Tests;

/// <summary>The same files give the same bytes: whatever the number of threads, the order files were made in, and the culture of the machine.</summary>
public class DeterminismTests
{
    [Theory]
    [InlineData("contoso-retail")]
    [InlineData("engine-cilium")]
    [InlineData("kustomize-overlays")]
    public void A_hundred_runs_print_the_same(string sample)
    {
        var files = Directory.EnumerateFiles(RepositoryRoot.Combine("samples", sample), "*", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(RepositoryRoot.Combine("samples", sample), path), Text: File.ReadAllText(path)))
            .Order()
            .ToArray();
        var random = new Random(1);
        var outputs = new HashSet<string>(StringComparer.Ordinal);
        var before = CultureInfo.CurrentCulture;

        // Every build runs without the cultures of the machine; this is one that would show.
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NegativeSign = "~";
        foreign.NumberFormat.NumberDecimalSeparator = foreign.NumberFormat.NumberGroupSeparator = "'";
        foreign.DateTimeFormat.DateSeparator = "|";
        using var folder = new TemporaryFolder();
        var root = Path.Combine(folder.Path, "repository");
        for (var round = 0; round < 5; round++)
        {
            random.Shuffle(files);
            foreach (var (path, text) in files)
                folder.Write(Path.Combine(root, path), text);
            for (var run = 0; run < 20; run++)
            {
                CultureInfo.CurrentCulture = run % 2 == 0 ? before : foreign;
                outputs.Add(Print(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = root, MaxDegreeOfParallelism = 1 + (run % 8), Today = new DateOnly(2026, 11, 1) })));
            }

            Directory.Delete(root, recursive: true);
        }

        CultureInfo.CurrentCulture = before;
        Assert.Single(outputs);
    }

    private static string Print(AnalysisResult result)
    {
        using var writer = new StringWriter();
        ModelWriter.Write(result, ModelFormat.Json, writer);
        return string.Join('\n', Enum.GetValues<ReportFormat>().Select(format => ReportText.Of(result, format)).Prepend(writer.ToString()));
    }
}
