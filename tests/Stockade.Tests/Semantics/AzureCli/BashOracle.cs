using System.Diagnostics;
using System.Text;
using Stockade.Semantics.AzureCli;

namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>Runs scripts in a real bash with an az that writes down its arguments, and compares them with what the evaluator says.</summary>
internal static class BashOracle
{
    private const string Stub = "#!/bin/sh\nprintf '%s\\0' \"$#\" \"$@\" >> \"$STUB_OUT\"\n";

    // Each script runs twice, where no file is that a pattern could match. What depends on the environment or the arguments must hold both times.
    private const string Driver = """
        ulimit -v 1000000 -t 20
        az() { printf '%s\0' "$#" "$@" >> "$STUB_OUT"; }
        export -f az
        for f in "$PWD"/*.sh; do
          cd empty
          ( unset E F K; STUB_OUT=$f.1 exec bash "$f" >/dev/null 2>"$f.e" </dev/null )
          ( export E='x  y*' F='' A=env,A R='r 1' M=m k=0; STUB_OUT=$f.2 exec bash "$f" '--one' 'two  words' '' four >/dev/null 2>"$f.g" </dev/null )
          cd ..
        done
        """;

    /// <summary>What az was run with: per script and run.</summary>
    public static List<BashRun[]> Run(IReadOnlyList<string> scripts)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("The comparison needs bash and its file modes");
        var folder = Directory.CreateTempSubdirectory("stockade-bash");
        try
        {
            var bin = folder.CreateSubdirectory("bin").FullName;
            var az = Path.Combine(bin, "az");
            File.WriteAllText(az, Stub);
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var work = folder.CreateSubdirectory("work").FullName;
            Directory.CreateDirectory(Path.Combine(work, "empty"));
            for (var i = 0; i < scripts.Count; i++)
                File.WriteAllText(Path.Combine(work, $"{i:D6}.sh"), scripts[i]);
            RunDriver(work, bin);
            return [.. Enumerable.Range(0, scripts.Count).Select(i => ReadRuns(Path.Combine(work, $"{i:D6}.sh")))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the evaluator says that bash contradicts, or null.</summary>
    public static string? FindContradiction(string script, IReadOnlyList<CommandInvocation> predicted, BashRun run)
    {
        // An error ends the command it is in and everything around that, be it a function or a loop.
        if (run.HasErrors)
            return null;
        var actual = run.Calls;
        var byTag = predicted.ToLookup(invocation => invocation.Words[0].Value, StringComparer.Ordinal);
        foreach (var call in actual)
        {
            // A command whose name stands in a variable of unknown value is not found at all, which says nothing wrong.
            if (!byTag[call[0]].Any() && script.Contains($"Z{call[0]}=", StringComparison.Ordinal))
                continue;
            if (!byTag[call[0]].Any(invocation => IsMatch(invocation, call)))
                return $"bash ran [{string.Join("|", call)}], predicted {string.Join(" or ", byTag[call[0]].Select(ScriptFixture.Print))}";
        }

        // A guard may have left the script.
        if (actual is not [.., [ScriptGenerator.EndMark]])
            return null;
        var certain = predicted.Where(invocation => !invocation.Conditional).ToList();
        var next = 0;
        foreach (var call in actual)
        {
            if (next < certain.Count && IsMatch(certain[next], call))
                next++;
        }

        return next == certain.Count ? null : $"predicted as certain, but not run in order: {ScriptFixture.Print(certain[next])}; bash ran {string.Join(" ", actual.Select(call => call[0]))}";
    }

    private static bool IsMatch(CommandInvocation invocation, string[] call) => IsMatch(invocation, 0, call, 0);

    private static bool IsMatch(CommandInvocation invocation, int word, string[] call, int argument)
    {
        if (word == invocation.Words.Length)
            return argument == call.Length || (!invocation.Complete && invocation.Words.All(known => !known.MayBeAnyWords));
        var expected = invocation.Words[word];
        if (expected.MayBeAnyWords)
            return Enumerable.Range(argument, call.Length - argument + 1).Any(next => IsMatch(invocation, word + 1, call, next));
        if (argument == call.Length)
            return false;
        var isPossible = expected.Value is { } value
            ? string.Equals(value, call[argument], StringComparison.Ordinal)
            : call[argument].StartsWith(expected.Prefix, StringComparison.Ordinal) && (expected.MayBeEmpty || call[argument].Length > 0);
        return isPossible && IsMatch(invocation, word + 1, call, argument + 1);
    }

    private static void RunDriver(string work, string bin)
    {
        var start = new ProcessStartInfo("bash", ["-c", Driver]) { WorkingDirectory = work };
        start.Environment.Clear();
        start.Environment["PATH"] = $"{bin}:/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = "/home/nobody";
        start.Environment["TIMEFORMAT"] = "";
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            using var process = Process.Start(start)!;
            process.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException("These tests compare with bash, which is not installed.", exception);
        }
    }

    private static BashRun[] ReadRuns(string script) =>
        [new BashRun(ReadCalls(script + ".1"), HasText(script + ".e")), new BashRun(ReadCalls(script + ".2"), HasText(script + ".g"))];

    private static bool HasText(string file) => new FileInfo(file).Length > 0;

    private static List<string[]> ReadCalls(string file)
    {
        var calls = new List<string[]>();
        if (!File.Exists(file))
            return calls;
        var fields = Encoding.UTF8.GetString(File.ReadAllBytes(file)).Split('\0');
        for (var i = 0; i < fields.Length - 1;)
        {
            var count = int.Parse(fields[i], System.Globalization.CultureInfo.InvariantCulture);
            calls.Add(fields[(i + 1)..(i + 1 + count)]);
            i += count + 1;
        }

        return calls;
    }
}
