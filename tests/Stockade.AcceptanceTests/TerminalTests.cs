using System.Diagnostics;

namespace Stockade.AcceptanceTests;

/// <summary>How the tool behaves on a terminal (a pseudo terminal made by <c>script</c>), when it is interrupted, and when it cannot write.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Packages _packages;

    public TerminalTests(Packages packages)
    {
        _packages = packages;
        _folder.Write("create.sh", ManifestText.PublicCluster);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void On_a_terminal_there_are_colors_and_links_only_where_the_terminal_knows_them()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var plain = OnTerminal("check create.sh", ("TERM", "xterm"));
        Assert.Contains("\u001B[1;33mwarning[", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B]8;;", plain, StringComparison.Ordinal);
        Assert.Contains("\u001B]8;;https://", OnTerminal("check create.sh", ("TERM", "xterm-kitty")), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B]8;;", OnTerminal("check create.sh --color never", ("TERM", "xterm-kitty")), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B[1;", OnTerminal("check create.sh", ("TERM", "xterm"), ("NO_COLOR", "1")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_takes_long_shows_its_progress_on_a_terminal_and_erases_it()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var shown = OnTerminal("check - < <(sleep 2)", ("TERM", "xterm"));
        Assert.Contains("\r\u001B[Kanalysing … ", shown, StringComparison.Ordinal);
        Assert.Matches("s\r\u001B\\[K[^\r]*nothing to analyse|s\r\u001B\\[K0 errors", shown);
        Assert.DoesNotContain("analysing", OnTerminal("check --quiet - < <(sleep 1)", ("TERM", "xterm")), StringComparison.Ordinal);
        Assert.DoesNotContain("analysing", Command.Run("bash", ["-c", $"sleep 1 | '{_packages.NativeTool}' check -"], _folder.Path).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_ends_with_130_and_leaves_the_old_report()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _folder.Write("report.sarif", "old");

        // A job that a script starts in the background has the signal ignored, and so have its children.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", _packages.NativeTool, "check", "-", "--report", "sarif=report.sarif"])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        Assert.False(process.WaitForExit(TimeSpan.FromSeconds(1)));
        Assert.Equal(0, Command.Run("kill", ["-INT", $"{process.Id}"], _folder.Path).ExitCode);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd());
        Assert.Equal("old", File.ReadAllText(Path.Combine(_folder.Path, "report.sarif")));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Theory]
    [InlineData("check > /dev/full", "cannot write the output: No space left on device")]
    [InlineData("check --format json > /dev/full", "cannot write the output: No space left on device")]
    [InlineData("model > /dev/full", "cannot write the output: No space left on device")]
    [InlineData("check --report sarif=/dev/full > /dev/null", "cannot write the report '/dev/full': No space left on device")]
    [InlineData("check --report sarif=/proc/x/report > /dev/null", "cannot write the report '/proc/x/report': ")]
    [InlineData("check --report sarif=create.sh/report > /dev/null", "cannot write the report 'create.sh/report': ")]
    public void What_cannot_be_written_is_one_clear_line_and_ends_with_2(string command, string message)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var run = Command.Run("bash", ["-c", $"'{_packages.NativeTool}' {command}"], _folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error: {message}", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(static unit => unit == '\n'));
    }

    [Fact]
    public void A_shell_completes_commands_options_and_values()
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(["check", "completions", "config"], Complete("stockade c").Where(static word => word.StartsWith('c')));
        Assert.Equal(["--format"], Complete("stockade check --form"));
        Assert.Equal(["azure", "concise"], Complete("stockade check --format ").Take(2));
        Assert.Contains("[suggest:", _packages.Run(_folder.Path, "completions", "pwsh").Output, StringComparison.Ordinal);
        Assert.Equal(2, _packages.Run(_folder.Path, "completions", "tcsh").ExitCode);
    }

    /// <summary>Where the shell is installed; CI installs both.</summary>
    [Theory]
    [InlineData("fish", "stockade completions fish | source; complete -C 'true; LINE'")]
    [InlineData("zsh", "compdef() { }; compadd() { shift; print -l -- $@ }; source <(stockade completions zsh); words=(LINE); CURRENT=$#words; _stockade")]
    public void Other_shells_complete_what_their_scripts_say(string shell, string script)
    {
        if (!Command.IsInstalled(shell))
            return;
        var path = $"{Path.GetDirectoryName(_packages.NativeTool)}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (line, expected) in new[] { ("stockade comp", "completions"), ("stockade check --form", "--format"), ("stockade check --format sa", "sarif") })
        {
            var run = Command.Run(
                shell, ["-c", script.Replace("LINE", line, StringComparison.Ordinal)], _folder.Path,
                environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = path });
            Assert.Equal((expected, ""), (run.Output.Trim(), run.Error));
        }
    }

    private string[] Complete(string line)
    {
        var words = line.Split(' ');
        var script =
            $"""
            PATH="{Path.GetDirectoryName(_packages.NativeTool)}:$PATH"
            source <(stockade completions bash)
            COMP_WORDS=({string.Join(' ', words.Select(static word => $"'{word}'"))}); COMP_CWORD={words.Length - 1}; COMP_LINE='{line}'; COMP_POINT={line.Length}
            _stockade; printf '%s\n' "${"{COMPREPLY[@]}"}"
            """;
        var run = Command.Run("bash", ["-c", script], _folder.Path);
        Assert.Empty(run.Error);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private string OnTerminal(string arguments, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["SHELL"] = "/bin/bash" };
        foreach (var name in new[] { "TERM_PROGRAM", "WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "VTE_VERSION", "FORCE_HYPERLINK" })
            environment[name] = null;
        foreach (var (name, value) in variables)
            environment[name] = value;
        return Command.Run("script", ["-qec", $"'{_packages.NativeTool}' {arguments}", "/dev/null"], _folder.Path, environment: environment).Output;
    }
}
