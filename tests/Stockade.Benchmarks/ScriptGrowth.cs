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
        Print("bash", ScriptDialect.Bash, ScriptShape.Bash);
        Print("cmd", ScriptDialect.Cmd, ScriptShape.Cmd);
    }

    private static void Print(string name, ScriptDialect dialect, Func<int, string> create)
    {
        Measure(dialect, create(2_000));
        Console.WriteLine($"{name}:");
        double previous = 0;
        foreach (var lines in (ReadOnlySpan<int>)[12_500, 25_000, 50_000])
        {
            var text = create(lines);
            var milliseconds = Enumerable.Range(0, 3).Min(_ => Measure(dialect, text));
            var ratio = previous > 0 ? string.Create(CultureInfo.InvariantCulture, $"   {milliseconds / previous:F2} times the half") : string.Empty;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {lines,6} lines {milliseconds,10:F1} ms{ratio}"));
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
