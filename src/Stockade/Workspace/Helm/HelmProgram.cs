#pragma warning disable RS0030 // Workspace is where the disk is read, and the only part that starts a program: helm, where the user asks for it.
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Stockade.Workspace.Helm;

/// <summary>
/// Runs helm, without a shell, on one chart at a time. It finds an empty folder in place of the user's settings, plugins and caches, no cluster, and
/// no network: whatever it would fetch goes to a proxy that is not there.
/// </summary>
internal sealed class HelmProgram(string executable, HelmLimits limits) : IDisposable
{
    private const int MostErrors = 1024 * 1024;

    private const int MostQuoted = 500;

    private const string Nowhere = "http://127.0.0.1:9";

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("stockade-helm-");

    public HelmOutcome Render(HelmCommand command, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(Describe(command))!;
            process.StandardInput.Close();
            return Watch(process, cancellationToken);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            return new HelmOutcome(null, $"helm cannot be started: {e.Message}");
        }
    }

    public void Dispose()
    {
        try
        {
            _home.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system empties the folder for temporary files by itself.
        }
    }

    private ProcessStartInfo Describe(HelmCommand command)
    {
        var start = new ProcessStartInfo(executable, command.Arguments)
        {
            WorkingDirectory = _home.FullName,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        var environment = start.Environment;
        foreach (var name in environment.Keys.Where(static name => !IsOfTheSystem(name)).ToList())
            environment.Remove(name);
        foreach (var name in (ReadOnlySpan<string>)["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"])
            environment[name] = _home.FullName;
        foreach (var name in (ReadOnlySpan<string>)["HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME", "HELM_PLUGINS", "HELM_REPOSITORY_CACHE"])
            environment[name] = Path.Combine(_home.FullName, "helm");
        foreach (var name in (ReadOnlySpan<string>)["HELM_REGISTRY_CONFIG", "HELM_REPOSITORY_CONFIG", "KUBECONFIG"])
            environment[name] = Path.Combine(_home.FullName, "none");
        foreach (var name in (ReadOnlySpan<string>)["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"])
            environment[name] = Nowhere;
        environment["HELM_NO_PLUGINS"] = "1";
        return start;
    }

    /// <summary>What a program needs to start at all.</summary>
    private static bool IsOfTheSystem(string name) =>
        name.ToUpperInvariant() is "PATH" or "SYSTEMROOT" or "WINDIR" or "LD_LIBRARY_PATH";

    private HelmOutcome Watch(Process process, CancellationToken cancellationToken)
    {
        // Threads of their own: those of the pool may all be waiting here for other charts.
        var output = Task.Factory.StartNew(() => Read(process.StandardOutput, limits.Output), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var errors = Task.Factory.StartNew(() => Read(process.StandardError, MostErrors, isRestIgnored: true), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var clock = Stopwatch.StartNew();
        string? trouble = null;
        while (trouble is null && !(process.WaitForExit(s_look) && output.Wait(s_look, CancellationToken.None)))
            trouble = cancellationToken.IsCancellationRequested ? string.Empty : TroubleWith(process, output, clock.Elapsed);

        if (trouble is not null)
        {
            Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            return new HelmOutcome(null, trouble);
        }

        var (text, isWhole) = output.Result;
        if (!isWhole)
            return new HelmOutcome(null, TooMuch());
        if (process.ExitCode == 0)
            return new HelmOutcome(text, null);
        var first = Summarize(errors.Wait(TimeSpan.FromSeconds(1), CancellationToken.None) ? errors.Result.Text : string.Empty);
        return new HelmOutcome(null, first.Length > 0 ? $"helm says: {first}" : string.Create(CultureInfo.InvariantCulture, $"helm ends with exit code {process.ExitCode}"));
    }

    private string? TroubleWith(Process process, Task<(string Text, bool IsWhole)> output, TimeSpan elapsed)
    {
        if (output is { IsCompletedSuccessfully: true, Result.IsWhole: false })
            return TooMuch();
        if (elapsed > limits.Time)
            return string.Create(CultureInfo.InvariantCulture, $"helm did not end within {limits.Time.TotalSeconds:0.#} seconds");
        return MemoryOf(process) > limits.Memory ? string.Create(CultureInfo.InvariantCulture, $"helm took more than {limits.Memory / (1024 * 1024)} MB of memory") : null;
    }

    private static long MemoryOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has ended.
            return 0;
        }
    }

    private string TooMuch() => string.Create(CultureInfo.InvariantCulture, $"helm wrote more than {limits.Output / (1024 * 1024.0):0.#} MB");

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(s_look);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            // It has ended in the meantime.
        }
    }

    /// <summary>The text, and whether that is all of it.</summary>
    private static (string Text, bool IsWhole) Read(StreamReader reader, int limit, bool isRestIgnored = false)
    {
        var text = new StringBuilder();
        var buffer = new char[32 * 1024];
        try
        {
            while (reader.Read(buffer) is var count and > 0)
            {
                if (text.Length + count > limit && !isRestIgnored)
                    return (string.Empty, false);
                text.Append(buffer, 0, Math.Min(count, limit - text.Length));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return (text.ToString(), false);
        }

        return (text.ToString(), true);
    }

    /// <summary>What is wrong, without the advice before it, on one line.</summary>
    private static string Summarize(string errors)
    {
        const string Prefix = "Error: ";
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var first = Array.FindIndex(lines, static line => line.StartsWith(Prefix, StringComparison.Ordinal));
        var text = string.Join(' ', lines.Skip(Math.Max(first, 0)));
        text = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        text = text.Replace(" Use --debug flag to render out invalid YAML", string.Empty, StringComparison.Ordinal);
        
        // Where a template calls others, the cause stands at the end.
        return text.Length > MostQuoted ? $"{text[..(MostQuoted / 2)]} … {text[^(MostQuoted / 2)..]}" : text;
    }
}
