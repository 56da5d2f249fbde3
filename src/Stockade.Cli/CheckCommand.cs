using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;

namespace Stockade.Cli;

/// <summary><c>stockade check</c>: analyse and report.</summary>
internal sealed class CheckCommand
{
    private readonly InputOptions _input = new();

    private readonly Option<ReportFormat> _format = Choice.Create(
        "--format",
        "How to write the diagnostics on standard output",
        "text; github in GitHub Actions, azure in Azure Pipelines",
        [.. ReportFormats.All, ("_task", ReportFormat.LineProtocol)]);

    private readonly Option<ImmutableArray<ReportTarget>> _reports = new("--report")
    {
        Description = "A further report in a file; repeatable",
        HelpName = "FORMAT=FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = static _ => [],
        CustomParser = ReportTarget.Parse,
    };

    private readonly Option<FailOn> _failOn = Choice.Create(
        "--fail-on",
        "The lowest severity that makes the exit code 1",
        ("warning", FailOn.Warning),
        ("error", FailOn.Error),
        ("info", FailOn.Info),
        ("never", FailOn.Never));

    private readonly Option<ImmutableArray<string>> _select = RuleSelection.Create("--select", "Only these rules; 'AKS4' means all that begin so");

    private readonly Option<ImmutableArray<string>> _ignore = RuleSelection.Create("--ignore", "Not these rules");

    private readonly BaselineOptions _baseline = new();

    private readonly Option<ColorChoice> _color = ColorOption.Create();

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No count line" };

    private readonly Option<bool> _showFixes = new("--show-fixes") { Description = "Look for fixes, check each, and show them; SARIF and rdjson carry them, too" };

    private readonly Option<bool> _statistics = new("--statistics") { Description = "Count the diagnostics of each rule" };

    public Command Create(Stopwatch clock)
    {
        var command = new Command("check", "Analyse manifests and scripts, and report what is wrong.");
        _input.AddTo(command);
        command.Options.Add(_format);
        command.Options.Add(_reports);
        command.Options.Add(_failOn);
        command.Options.Add(_select);
        command.Options.Add(_ignore);
        _baseline.AddTo(command);
        command.Options.Add(_color);
        command.Options.Add(_quiet);
        command.Options.Add(_statistics);
        command.Options.Add(_showFixes);
        command.SetAction(result => Run(result, clock));
        return command;
    }

    private static int ExitCodeOf(AnalysisResult result, FailOn failOn)
    {
        if (result.HasInternalError)
            return ExitCode.InternalError;
        if (!result.ConfigurationErrors.IsEmpty || !result.PathErrors.IsEmpty)
            return ExitCode.Usage;
        if (result.FoundNothingToAnalyze)
            return ExitCode.NothingAnalyzed;
        var summary = result.Summary;
        var count = failOn switch
        {
            FailOn.Error => summary.Errors,
            FailOn.Warning => summary.Errors + summary.Warnings,
            FailOn.Info => summary.Errors + summary.Warnings + summary.Infos,
            _ => 0,
        };
        return count > 0 ? ExitCode.Findings : ExitCode.Clean;
    }

    private int Run(ParseResult arguments, Stopwatch clock)
    {
        var output = arguments.InvocationConfiguration.Output;
        var error = arguments.InvocationConfiguration.Error;
        var isQuiet = arguments.GetValue(_quiet);
        AnalysisOptions analysis;
        AnalysisResult result;
        using (var progress = new ProgressLine(error, clock, isQuiet))
        {
            analysis = _input.Read(arguments, arguments.GetValue(_select), arguments.GetValue(_ignore), _baseline, progress.Add, arguments.GetValue(_showFixes));
            result = AnalyzerEngine.Analyze(analysis);
        }

        var exitCode = ExitCodeOf(result, arguments.GetValue(_failOn));
        var format = arguments.GetResult(_format) is { Implicit: false } ? arguments.GetValue(_format) : BuildHost.Format;
        var terminal = Terminal.Describe(arguments.GetValue(_color));
        ReportWriter.Write(result, format, output, Describe(terminal));
        output.Flush();

        var plain = Describe(new ReportOptions());
        foreach (var target in arguments.GetValue(_reports))
        {
            if (!TryWrite(target, result, plain, error))
                exitCode = Math.Max(exitCode, ExitCode.Usage);
        }

        if (format == ReportFormat.GitHub && BuildHost.StepSummaryFile is { } summary)
            TryAppend(summary, result, plain, error);

        Problems.Write(result, isQuiet, error);

        // What failed or was not read has findings that a baseline would then lack for ever.
        if (_baseline.IsToBeWritten(arguments) && exitCode is ExitCode.Clean or ExitCode.Findings)
            return BaselineOptions.TryWrite(result, analysis.RootDirectory, error) ? ExitCode.Clean : ExitCode.Usage;
        return exitCode;

        ReportOptions Describe(ReportOptions target) => new()
        {
            UseColor = target.UseColor,
            UseHyperlinks = target.UseHyperlinks,
            Width = target.Width,
            PathPrefix = RunRoot.PrefixOf(analysis.RootDirectory, Directory.GetCurrentDirectory()),
            OmitRangeEnds = BuildHost.IsGitHub,
            OmitSummary = isQuiet,
            ShowStatistics = arguments.GetValue(_statistics),
            Elapsed = clock.Elapsed,
            IsPassing = exitCode == ExitCode.Clean,
        };
    }

    private static bool TryWrite(ReportTarget target, AnalysisResult result, ReportOptions options, TextWriter error)
    {
        try
        {
            target.Write(writer => ReportWriter.Write(result, target.Format, writer, options));
            return true;
        }
        catch (Exception exception) when (IsAboutFile(exception))
        {
            error.Write($"error: cannot write the report '{target.Path}': {exception.Message}\n");
            return false;
        }
    }

    /// <summary>The page is a courtesy: where it cannot be written, the run is as good without it.</summary>
    private static void TryAppend(string file, AnalysisResult result, ReportOptions options, TextWriter error)
    {
        try
        {
            using var writer = File.AppendText(file);
            ReportWriter.Write(result, ReportFormat.StepSummary, writer, options);
        }
        catch (Exception exception) when (IsAboutFile(exception))
        {
            error.Write($"warning: cannot write the step summary '{file}': {exception.Message}\n");
        }
    }

    private static bool IsAboutFile(Exception exception) => exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;
}
