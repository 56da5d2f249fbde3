using System.Diagnostics;
using System.Globalization;
using Stockade.Benchmarks;
using Stockade.Semantics.Kubernetes;

// How the time for scripts grows with their lines: … -- scripts
if (args is ["scripts"])
{
    ScriptGrowth.Print();
    return;
}

// How the time of every reader grows with its text, or of those whose names begin so: … -- readers [NAME]
if (args is ["readers", ..])
{
    ReaderGrowth.Print(args.Length > 1 ? args[1] : "");
    return;
}

// A whole check beside plain parsing, and its memory: dotnet run -c Release --project tests/Stockade.Benchmarks -- check
if (args is ["check"])
{
    CheckBenchmark.Run();
    return;
}

// A repository like that of an organisation: … -- generate FOLDER FILES BYTES. What it costs to read is measured by tests/Stockade.Benchmarks/measure-repositories.
if (args is ["generate", var folder, var count, var bulk])
{
    var length = MonorepoCorpus.Write(folder, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(bulk, CultureInfo.InvariantCulture));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} files, {length / 1e6:F1} MB"));
    return;
}

// YamlDotNet's events of all documents of a folder, on all processors, and nothing else: … -- parse FOLDER
if (args is ["parse", var parsed])
{
    CheckBenchmark.Parse(parsed, Environment.ProcessorCount);
    return;
}

// How the time for kustomizations over one base grows with them: … -- overlays
if (args is ["overlays"])
{
    OverlayBenchmark.Run();
    return;
}

// How the time for all verdicts grows with workloads and policies: dotnet run -c Release --project tests/Stockade.Benchmarks [-- SHAPE]
const int Workloads = 10_000;
const int Policies = 5_000;

foreach (var shape in Enum.GetValues<ClusterShape>().Where(shape => args is not [var name, ..] || string.Equals(shape.ToString(), name, StringComparison.OrdinalIgnoreCase)))
{
    var (allWorkloads, allPolicies) = shape == ClusterShape.MixedKinds ? (Workloads / 2, 2_000) : (Workloads, Policies);
    Measure(shape, allWorkloads / 10, allPolicies / 10);
    Console.WriteLine($"{shape}:");
    double previous = 0;
    foreach (var divisor in (ReadOnlySpan<int>)[8, 4, 2, 1])
    {
        var milliseconds = Enumerable.Range(0, 3).Min(_ => Measure(shape, allWorkloads / divisor, allPolicies / divisor));
        var ratio = previous > 0 ? string.Create(CultureInfo.InvariantCulture, $"   {milliseconds / previous:F2} times the half") : string.Empty;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {allWorkloads / divisor,6} workloads x {allPolicies / divisor,5} policies {milliseconds,10:F1} ms{ratio}"));
        previous = milliseconds;
    }
}

if (args.Length > 0)
    return;

// The same policies over more and more workloads.
Console.WriteLine("MixedKinds, 2000 policies throughout:");
foreach (var workloads in (ReadOnlySpan<int>)[625, 1_250, 2_500, 5_000])
{
    var milliseconds = Enumerable.Range(0, 3).Min(_ => Measure(ClusterShape.MixedKinds, workloads, 2_000));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {workloads,6} workloads {milliseconds,10:F1} ms   {1000 * milliseconds / workloads,8:F1} µs each"));
}

static double Measure(ClusterShape shape, int workloads, int policies)
{
    var scope = SyntheticScope.Create(shape, workloads, policies);
    GC.Collect();
    var watch = Stopwatch.StartNew();
    var reachability = new Reachability(scope);
    foreach (var workload in scope.Workloads)
        reachability.Evaluate(workload);
    return watch.Elapsed.TotalMilliseconds;
}
