using System.Collections.Immutable;
using System.CommandLine;

namespace Stockade.Cli;

/// <summary>The options that say what is analysed; <c>check</c> and <c>model</c> share them.</summary>
internal sealed class InputOptions
{
    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "Files and folders to analyse; '-' is standard input",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = static _ => ["."],
    };

    private Option<string> Configuration { get; } = new("--config")
    {
        Description = "The file that configures the run [default: stockade.yaml in the root of the run]",
        HelpName = "FILE",
    };

    private Option<string> Scope { get; } = new("--scope") { Description = "Only the objects of this scope; 'stockade model' lists them", HelpName = "NAME" };

    private Option<string> Namespace { get; } = new("--namespace")
    {
        Description = "The namespace of manifests that name none [default: default]",
        HelpName = "NS",
    };

    private Option<string> StandardInputName { get; } = new("--stdin-filename")
    {
        Description = "The name of standard input in diagnostics; its extension says how to read it",
        HelpName = "NAME",
    };

    private Option<bool> IncludeIgnored { get; } = new("--no-ignore") { Description = "Read files that git ignores, too" };

    private Option<bool> IncludeMarkdown { get; } = new("--include-markdown") { Description = "Read the shell commands in Markdown files, too" };

    private Option<bool> Render { get; } = new("--render") { Description = "Render Helm charts with the helm on the PATH, as 'charts' of the configuration says" };

    private Option<int> Jobs { get; } = new("--jobs")
    {
        Description = "How many files are read at a time [default: one per processor]",
        HelpName = "N",
        CustomParser = static result =>
        {
            if (int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var jobs) && jobs > 0)
                return jobs;
            result.AddError($"--jobs takes a number above 0, not '{result.Tokens[0].Value}'");
            return 0;
        },
    };

    /// <summary>For the MSBuild task, whose list may be longer than a command line: a path a line, <c>+</c> to analyse it, <c>-</c> to leave it out.</summary>
    private Option<string> FileList { get; } = new("--_files") { Hidden = true };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Paths);
        command.Options.Add(Configuration);
        command.Options.Add(Scope);
        command.Options.Add(Namespace);
        command.Options.Add(StandardInputName);
        command.Options.Add(IncludeIgnored);
        command.Options.Add(IncludeMarkdown);
        command.Options.Add(Render);
        command.Options.Add(Jobs);
        command.Options.Add(FileList);
    }

    public AnalysisOptions Read(ParseResult result, ImmutableArray<string> select, ImmutableArray<string> ignore, BaselineOptions? baseline = null, Action? fileRead = null, bool includeFixes = false)
    {
        var list = result.GetValue(FileList) is { } file ? File.ReadAllLines(file) : [];
        var listed = list.Where(static line => line.StartsWith('+')).Select(static line => line[1..]).ToArray();
        var paths = listed.Length > 0 ? listed : result.GetValue(Paths)!;
        var defaults = new AnalysisOptions { RootDirectory = RunRoot.Of(Directory.GetCurrentDirectory(), paths) };
        return new AnalysisOptions
        {
            RootDirectory = defaults.RootDirectory,
            Paths = [.. paths.Select(static path => path == "-" ? path : Path.GetFullPath(path))],
            ExcludedPaths = [.. list.Where(static line => line.StartsWith('-')).Select(static line => line[1..])],
            StandardInput = paths.Contains("-", StringComparer.Ordinal) ? Terminal.OpenInput() : null,
            StandardInputName = result.GetValue(StandardInputName) ?? defaults.StandardInputName,
            ConfigurationFile = result.GetValue(Configuration) is { } configuration ? Path.GetFullPath(configuration) : null,
            Scope = result.GetValue(Scope),
            DefaultNamespace = result.GetValue(Namespace),
            IncludeIgnoredFiles = result.GetValue(IncludeIgnored),
            IncludeMarkdown = result.GetValue(IncludeMarkdown),
            RenderCharts = result.GetValue(Render),
            HelmFile = result.GetValue(Render) ? HelmExecutable.Find() : null,
            MaxDegreeOfParallelism = result.GetValue(Jobs),
            BaselineFile = baseline?.File(result),
            IgnoreBaseline = baseline?.IsToBeWritten(result) is not false,
            DiffRevision = baseline?.Revision(result),
            IncludeFixes = includeFixes,
            Today = DateOnly.FromDateTime(DateTime.UtcNow),
            FileRead = fileRead,
            Select = select,
            Ignore = ignore,
        };
    }
}
