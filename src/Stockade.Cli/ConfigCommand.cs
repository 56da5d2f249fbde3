using System.CommandLine;

namespace Stockade.Cli;

/// <summary><c>stockade config show</c>: what holds for a file, and which line says so.</summary>
internal sealed class ConfigCommand
{
    private readonly Argument<string> _path = new("PATH") { Description = "A file of the repository" };

    private readonly Option<string> _configuration = new("--config") { Description = "The file that configures the run [default: stockade.yaml in the current folder]", HelpName = "FILE" };

    public Command Create()
    {
        var show = new Command("show", "Show what holds for a file: whether it is read, its scope, severities and suppressions, and which line says so.");
        show.Arguments.Add(_path);
        show.Options.Add(_configuration);
        show.SetAction(Run);
        var command = new Command("config", "Look at the configuration.");
        command.Subcommands.Add(show);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var folder = Directory.GetCurrentDirectory();
        var path = arguments.GetValue(_path)!;
        var run = new AnalysisOptions
        {
            RootDirectory = RunRoot.Of(folder, [path]),
            ConfigurationFile = arguments.GetValue(_configuration) is { } file ? Path.GetFullPath(file) : null,
        };
        var errors = ConfigurationReport.Write(run, Path.GetFullPath(path), arguments.InvocationConfiguration.Output);
        foreach (var error in errors)
            arguments.InvocationConfiguration.Error.Write($"error: {error}\n");
        return errors.IsEmpty ? ExitCode.Clean : ExitCode.Usage;
    }
}
