using System.Diagnostics;
using System.Globalization;
using Stockade.Semantics.AzureCli;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Benchmarks;

/// <summary>How the time from a script's text to its clusters grows with its lines: double the lines, double the time.</summary>
internal static class ScriptGrowth
{
    public static void Print()
    {
        ReadOnlySpan<int> lines = [12_500, 25_000, 50_000];
        Print("bash", "lines", ScriptDialect.Bash, ScriptShape.Bash, lines);
        Print("cmd", "lines", ScriptDialect.Cmd, ScriptShape.Cmd, lines);
        Print("PowerShell", "lines", ScriptDialect.PowerShell, ScriptShape.PowerShell, lines);

        ReadOnlySpan<int> megabytes = [3, 5, 10];
        Print("one line of bash", "MB", ScriptDialect.Bash, ScriptShape.Line, megabytes);
        Print("one line of cmd", "MB", ScriptDialect.Cmd, ScriptShape.Line, megabytes);
        Print("one line of PowerShell", "MB", ScriptDialect.PowerShell, ScriptShape.Line, megabytes);

        ReadOnlySpan<int> levels = [25_000, 50_000, 100_000];
        Print("substitutions in substitutions", "levels", ScriptDialect.Bash, static depth => ScriptShape.Nested("echo $(", ")", depth), levels);
        Print("blocks in blocks", "levels", ScriptDialect.Cmd, static depth => ScriptShape.Nested("(", ")", depth), levels);
        Print("subexpressions in subexpressions", "levels", ScriptDialect.PowerShell, static depth => ScriptShape.Nested("echo $(", ")", depth), levels);
    }

    private static void Print(string name, string unit, ScriptDialect dialect, Func<int, string> create, ReadOnlySpan<int> sizes)
    {
        Measure(dialect, create(sizes[0] / 5 + 1));
        Console.WriteLine($"{name}:");
        double previous = 0;
        foreach (var size in sizes)
        {
            var text = create(size);
            var milliseconds = Enumerable.Range(0, 3).Min(_ => Measure(dialect, text));
            var ratio = previous > 0 ? string.Create(CultureInfo.InvariantCulture, $"   {milliseconds / previous:F2} times the one before") : string.Empty;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {size,7} {unit} {milliseconds,10:F1} ms{ratio}"));
            previous = milliseconds;
        }
    }

    private static double Measure(ScriptDialect dialect, string text)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var script = ScriptReader.Read(new ScriptInput { Text = ShellText.Of(new SourceFile("deploy", text)), Dialect = dialect });
        ClusterReplay.Replay(AzureCommandSequence.Bind(script.Invocations));
        return watch.Elapsed.TotalMilliseconds;
    }
}
