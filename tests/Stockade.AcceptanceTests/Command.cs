using System.Diagnostics;
using System.Text;

namespace Stockade.AcceptanceTests;

/// <summary>What a process printed and returned.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static Command Run(string file, IEnumerable<string> arguments, string directory, string? input = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // What the machine that runs the tests is must not show; what `dotnet test` tells its children must not reach a build under test.
        foreach (var name in start.Environment.Keys.Where(IsOfTheSurroundings).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{file} {string.Join(' ', start.ArgumentList)} ran longer than {Limit}");
        }

        return new Command(process.ExitCode, output.Result, error.Result);
    }

    public static bool IsInstalled(string file) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, file)));

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";

    private static bool IsOfTheSurroundings(string name) =>
        name is "GITHUB_ACTIONS" or "GITHUB_STEP_SUMMARY" or "TF_BUILD" or "NO_COLOR" or "CI" || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
}
