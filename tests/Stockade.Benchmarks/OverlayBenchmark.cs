using System.Diagnostics;
using System.Globalization;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Benchmarks;

/// <summary>What kustomizations cost that share one base of forty objects: building them alone, and a whole check of files, which reads the base once.</summary>
internal static class OverlayBenchmark
{
    private const int Rounds = 3;

    public static void Run()
    {
        Print("model alone", Build);
        Print("check", Check);
    }

    private static void Print(string name, Func<int, double> measure)
    {
        measure(50);
        Console.WriteLine($"{name}:");
        var points = new List<(double X, double Y)>();
        double previous = 0;
        foreach (var overlays in (ReadOnlySpan<int>)[625, 1_250, 2_500, 5_000])
        {
            var milliseconds = Enumerable.Range(0, Rounds).Min(_ => measure(overlays));
            var ratio = previous > 0 ? string.Create(CultureInfo.InvariantCulture, $"   {milliseconds / previous:F2} times the half") : string.Empty;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {overlays,6} overlays {milliseconds,10:F1} ms   {milliseconds / overlays * 1000,7:F0} µs each{ratio}"));
            points.Add((Math.Log(overlays), Math.Log(milliseconds)));
            previous = milliseconds;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  fit: time grows with the {Slope(points):F2}th power of the overlays"));
    }

    private static double Build(int overlays)
    {
        var documents = SyntheticOverlays.Parse(SyntheticOverlays.Create(overlays));
        GC.Collect();
        var watch = Stopwatch.StartNew();
        Expect(overlays, KubernetesModelBuilder.Build(documents, "default", []).Scopes.Length);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Check(int overlays)
    {
        var root = Directory.CreateTempSubdirectory("stockade-benchmark-").FullName;
        try
        {
            var files = SyntheticOverlays.Create(overlays);
            foreach (var file in files)
            {
                var path = Path.Combine(root, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Content);
            }

            GC.Collect();
            var watch = Stopwatch.StartNew();
            var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = root });
            var milliseconds = watch.Elapsed.TotalMilliseconds;
            Expect(files.Length, result.Summary.FilesRead);
            Expect(overlays, result.Model.Scopes.Length);
            return milliseconds;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Expect(int expected, int actual)
    {
        if (expected != actual)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{actual} instead of {expected}"));
    }

    /// <summary>The slope of the line with the least squares.</summary>
    private static double Slope(List<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(static point => point.X), points.Average(static point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
