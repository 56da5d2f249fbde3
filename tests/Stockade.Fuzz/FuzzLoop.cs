using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Stockade.Fuzz;

/// <summary>
/// Runs a target over mutations of the inputs that reached something new. An input fails where the reader throws, breaks a property, answers
/// differently the second time, takes too long or too much memory; it is then written beside the program.
/// </summary>
internal sealed class FuzzLoop(FuzzTarget target, FuzzSettings settings)
{
    private const long AllowedBytes = 256 * 1024 * 1024;

    // A wall clock on a busy machine: far more than any input takes.
    private static readonly TimeSpan s_allowedTime = TimeSpan.FromSeconds(30);

    private readonly BranchTrace _trace = new();
    private readonly Mutator _mutator = new(settings.Seed, target.Words, target.MaxLength);
    private readonly List<string> _inputs = [];
    private readonly HashSet<string> _failures = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private string? _current;
    private long _started;

    /// <summary>Where inputs lie that failed once.</summary>
    private string Regressions => Path.Combine(Repository.Root, "tests", "Stockade.Fuzz", "regressions", target.Name);

    public FuzzOutcome Run()
    {
        using var watch = new Timer(_ => CheckTime(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var stopwatch = Stopwatch.StartNew();
        long executions = 0;
        var known = Directory.Exists(Regressions) ? Directory.EnumerateFiles(Regressions).Order(StringComparer.Ordinal).Select(File.ReadAllText) : [];
        foreach (var input in target.Seeds.Concat(known))
        {
            Execute(input, isSeed: true);
            executions++;
        }

        if (_trace.Branches == 0)
            throw new InvalidOperationException("The engine beside this program is not instrumented.");
        while (!settings.ReplaysOnly && executions < settings.Executions && stopwatch.Elapsed.TotalSeconds < settings.Seconds)
        {
            Execute(_mutator.Mutate(_mutator.Pick(_inputs), _mutator.Pick(_inputs)), isSeed: false);
            executions++;
        }

        return new FuzzOutcome(executions, _inputs.Count, _trace.Branches, _failures.Count, executions / stopwatch.Elapsed.TotalSeconds);
    }

    private void Execute(string input, bool isSeed)
    {
        lock (_lock)
        {
            _current = input;
            _started = Stopwatch.GetTimestamp();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        BranchTrace.Clear();
        try
        {
            var first = target.Read(input);
            if (GC.GetAllocatedBytesForCurrentThread() - before is > AllowedBytes and var allocated)
                throw new PropertyException(string.Create(CultureInfo.InvariantCulture, $"it took {allocated / 1024 / 1024} MB"));
            if (_trace.Take() || isSeed)
            {
                _inputs.Add(input);
                if (target.Read(input) != first)
                    throw new PropertyException("the second time it gives something else");
            }
        }
        catch (Exception exception)
        {
            // Whatever it throws is the finding; the loop goes on to the next.
            Fail(input, exception);
        }

        lock (_lock)
            _current = null;
    }

    private void CheckTime()
    {
        lock (_lock)
        {
            if (_current is null || Stopwatch.GetElapsedTime(_started) < s_allowedTime)
                return;
            Fail(_current, new PropertyException("it does not end"));
        }

        Environment.Exit(1);
    }

    private void Fail(string input, Exception exception)
    {
        // One input for each place that fails.
        var place = $"{exception.GetType().Name} {exception.StackTrace?.Split('\n').FirstOrDefault(static line => line.Contains("Stockade.", StringComparison.Ordinal))?.Trim() ?? exception.Message}";
        if (!_failures.Add(place))
            return;
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "failures", target.Name)).FullName;
        var path = Path.Combine(folder, XxHash64.HashToUInt64(MemoryMarshal.AsBytes(input.AsSpan())).ToString("x16", CultureInfo.InvariantCulture));
        File.WriteAllText(path, input);
        Console.Error.WriteLine($"{target.Name}: {path}\n{exception}");
    }
}
