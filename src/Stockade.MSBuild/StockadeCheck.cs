using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Stockade.MSBuild;

/// <summary>
/// Starts the executable of this package and logs what it finds. The analysis is not loaded into the build: MSBuild hosts differ in runtime
/// and in the assemblies they have loaded already, and the native executable is done before an assembly of its size would be compiled.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class StockadeCheck : ToolTask
{
    private const int Findings = 1;
    private const int NothingAnalyzed = 3;

    private readonly StringBuilder _problems = new();

    private string? _fileList;

    /// <summary>The folder to analyse.</summary>
    [Required]
    public string RootDirectory { get; set; } = "";

    /// <summary>The executable, or the portable build's <c>.dll</c>.</summary>
    [Required]
    public string Tool { get; set; } = "";

    /// <summary>The <c>dotnet</c> that runs the portable build.</summary>
    public string? DotnetHost { get; set; }

    /// <summary>Where to write a SARIF report; relative to the root.</summary>
    public string? Sarif { get; set; }

    /// <summary>The file that configures the run, instead of <c>stockade.yaml</c>; relative to the root.</summary>
    public string? Configuration { get; set; }

    /// <summary>A file of known findings; relative to the root.</summary>
    public string? Baseline { get; set; }

    /// <summary>The files to analyse, separated by <c>|</c>; none means all in the root.</summary>
    public string? Files { get; set; }

    /// <summary>Files and folders to leave out, separated in the same way.</summary>
    public string? Excluded { get; set; }

    protected override string ToolName => IsPortable ? "dotnet" : Path.GetFileName(Tool);

    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Low;

    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Low;

    private bool IsPortable => Tool.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    public override bool Execute()
    {
        var lines = LinesOf('+', Files).Concat(LinesOf('-', Excluded)).ToArray();
        if (lines.Length == 0)
            return base.Execute();

        // The list may be longer than a command line.
        _fileList = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(_fileList, lines);
            return base.Execute();
        }
        finally
        {
            File.Delete(_fileList);
        }
    }

    protected override string GenerateFullPathToTool()
    {
        if (!IsPortable)
            return Path.GetFullPath(Tool);
        return string.IsNullOrEmpty(DotnetHost) ? "dotnet" : DotnetHost!;
    }

    protected override string GetWorkingDirectory() => RootDirectory;

    protected override string GenerateCommandLineCommands()
    {
        var commandLine = new CommandLineBuilder();
        if (IsPortable)
        {
            commandLine.AppendSwitch("exec");
            commandLine.AppendFileNameIfNotNull(Path.GetFullPath(Tool));
        }

        // The build decides what fails it, after its own switches have changed the severities.
        commandLine.AppendSwitch("check --format _task --fail-on never --quiet");
        if (!string.IsNullOrEmpty(Sarif))
            commandLine.AppendSwitchIfNotNull("--report ", "sarif=" + Sarif);
        if (!string.IsNullOrEmpty(Configuration))
            commandLine.AppendSwitchIfNotNull("--config ", Configuration);
        if (!string.IsNullOrEmpty(Baseline))
            commandLine.AppendSwitchIfNotNull("--baseline ", Baseline);
        commandLine.AppendSwitchIfNotNull("--_files ", _fileList);
        return commandLine.ToString();
    }

    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (TaskDiagnostic.TryParse(singleLine, out var diagnostic))
            LogDiagnostic(diagnostic);
        else if (singleLine.Length > 0)
            _problems.AppendLine(singleLine);
    }

    protected override bool HandleTaskExecutionErrors()
    {
        if (ExitCode is Findings or NothingAnalyzed)
            return true;

        // What the base class makes of a tool that succeeds and yet logged errors: those are the findings.
        if (ExitCode == -1 && Log.HasLoggedErrors)
            return false;
        Log.LogError(null, "AKS9000", null, null, 0, 0, 0, 0, "{0}", $"stockade ended with exit code {ExitCode}: {_problems.ToString().Trim()}");
        return false;
    }

    private static IEnumerable<string> LinesOf(char mark, string? paths) =>
        (paths ?? "").Split(['|'], StringSplitOptions.RemoveEmptyEntries).Select(path => mark + path);

    private void LogDiagnostic(TaskDiagnostic found)
    {
        var file = found.Path.Length == 0 ? null : Path.GetFullPath(Path.Combine(RootDirectory, found.Path));

        // The problem matcher of GitHub's setup-dotnet action does not know ranges.
        var hasEnd = !string.Equals(Environment.GetEnvironmentVariable("GITHUB_ACTIONS"), "true", StringComparison.OrdinalIgnoreCase);
        var endLine = hasEnd ? found.EndLine : 0;
        var endColumn = hasEnd ? found.EndColumn : 0;

        // No subcategory, which that matcher does not know either, and no help keyword, which loggers would link to instead of the page.
        switch (found.Severity)
        {
            case "error":
                Log.LogError(null, found.Id, null, found.HelpLink, file, found.Line, found.Column, endLine, endColumn, "{0}", found.Message);
                break;
            case "warning":
                Log.LogWarning(null, found.Id, null, found.HelpLink, file, found.Line, found.Column, endLine, endColumn, "{0}", found.Message);
                break;
            default:
                Log.LogMessage(null, found.Id, null, file, found.Line, found.Column, endLine, endColumn, MessageImportance.Normal, "{0}", found.Message);
                break;
        }
    }
}
