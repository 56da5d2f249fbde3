using System.Diagnostics;
using System.Globalization;
using YamlDotNet.Core;

namespace Stockade.Benchmarks;

/// <summary>
/// What <c>check</c> costs over many manifests, beside YamlDotNet's events of the same bytes and nothing else, in one run; and what memory it
/// takes as files become more.
/// </summary>
internal static class CheckBenchmark
{
    private const int Files = 10_000;
    private const int Rounds = 3;
    private const double Megabyte = 1 << 20;

    public static void Run()
    {
        foreach (var mixture in Enum.GetValues<CorpusMixture>())
        {
            Print($"{mixture}:");
            foreach (var files in (ReadOnlySpan<int>)[Files / 10, Files])
                Measure(mixture, files);
        }
    }

    private static void Measure(CorpusMixture mixture, int files)
    {
        var root = Directory.CreateTempSubdirectory("stockade-benchmark-").FullName;
        try
        {
            var length = ManifestCorpus.Write(root, files, mixture);
            var (parse, check, parseAll, checkAll) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                parse = Math.Min(parse, Time(() => Parse(root, 1)));
                check = Math.Min(check, Time(() => Check(root, 1)));
                parseAll = Math.Min(parseAll, Time(() => Parse(root, Environment.ProcessorCount)));
                checkAll = Math.Min(checkAll, Time(() => Check(root, Environment.ProcessorCount)));
            }

            var (peak, live) = Memory(root);
            Print($"  {files,6} files, {length / Megabyte,5:F1} MB");
            Print($"    one thread   check {check,7:F0} ms   parse alone {parse,7:F0} ms   ratio {check / parse:F2}");
            Print($"    all threads  check {checkAll,7:F0} ms   parse alone {parseAll,7:F0} ms   ratio {checkAll / parseAll:F2}");
            Print($"    managed bytes while checking: peak {peak / Megabyte,6:F1} MB, held by the result {live / Megabyte,6:F1} MB");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Reads the events of every YAML file; a template of a chart ends where it is no YAML.</summary>
    public static void Parse(string root, int threads) =>
        Parallel.ForEach(
            Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories),
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            static path =>
            {
                using var reader = new StringReader(File.ReadAllText(path));
                var parser = new Parser(reader);
                try
                {
                    while (parser.MoveNext())
                        GC.KeepAlive(parser.Current);
                }
                catch (YamlException)
                {
                    // The next file counts as well.
                }
            });

    private static AnalysisResult Check(string root, int threads) =>
        AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = root, MaxDegreeOfParallelism = threads });

    private static double Time(Action action)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>The most that was allocated at a time, as a sampler sees it, and what is reachable in the end, both above what was there before.</summary>
    private static (long Peak, long Live) Memory(string root)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;
        using var stop = new CancellationTokenSource();
        var sampler = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                Thread.Sleep(2);
            }
        });
        sampler.Start();
        var result = Check(root, Environment.ProcessorCount);
        stop.Cancel();
        sampler.Join();
        var live = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(result);
        return (peak - before, live - before);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
