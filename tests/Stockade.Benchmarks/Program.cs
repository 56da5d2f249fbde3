using System.Diagnostics;
using System.Globalization;
using Stockade.Benchmarks;
using Stockade.Semantics.Kubernetes;

// How the time for all verdicts grows with workloads and policies: dotnet run -c Release --project tests/Stockade.Benchmarks
const int Workloads = 10_000;
const int Policies = 5_000;

foreach (var shape in Enum.GetValues<ClusterShape>())
{
    Measure(shape, Workloads / 10, Policies / 10);
    Console.WriteLine($"{shape}:");
    double previous = 0;
    foreach (var divisor in (ReadOnlySpan<int>)[8, 4, 2, 1])
    {
        var milliseconds = Enumerable.Range(0, 3).Min(_ => Measure(shape, Workloads / divisor, Policies / divisor));
        var ratio = previous > 0 ? string.Create(CultureInfo.InvariantCulture, $"   {milliseconds / previous:F2} times the half") : string.Empty;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Workloads / divisor,6} workloads x {Policies / divisor,5} policies {milliseconds,10:F1} ms{ratio}"));
        previous = milliseconds;
    }
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
