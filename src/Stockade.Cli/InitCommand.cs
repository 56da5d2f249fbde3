using System.CommandLine;

namespace Stockade.Cli;

/// <summary><c>stockade init</c>: a configuration for the repository, and on request the hook and the pipeline that check it.</summary>
internal sealed class InitCommand
{
    private const string ConfigurationFile = "stockade.yaml";
    private const string HookFile = ".pre-commit-config.yaml";

    private readonly Option<bool> _force = new("--force") { Description = $"Replace {ConfigurationFile} and the pipeline where they are there" };

    private readonly Option<bool> _hook = new("--pre-commit") { Description = $"Add the hook to {HookFile}" };

    private readonly Option<CiHost> _ci = new("--ci")
    {
        Description = "Write the pipeline of a host [github|azure|gitlab]",
        HelpName = "HOST",
        CustomParser = static result =>
        {
            var word = result.Tokens[0].Value;
            if (Enum.TryParse<CiHost>(word, ignoreCase: true, out var host) && host != CiHost.None && !char.IsAsciiDigit(word[0]))
                return host;
            result.AddError(Choice.Unknown("--ci", word, ["github", "azure", "gitlab"]));
            return CiHost.None;
        },
    };

    public Command Create()
    {
        var command = new Command("init", $"Look at the repository and write a {ConfigurationFile} for it.");
        command.Options.Add(_force);
        command.Options.Add(_hook);
        command.Options.Add(_ci);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var (force, hook, ci) = (arguments.GetValue(_force), arguments.GetValue(_hook), arguments.GetValue(_ci));
        var root = Directory.GetCurrentDirectory();
        try
        {
            if (force || !File.Exists(ConfigurationFile))
            {
                AtomicFile.Write(ConfigurationFile, writer => ConfigurationProposal.Write(new AnalysisOptions { RootDirectory = root }, writer));
                output.Write($"{ConfigurationFile}: written\n");
            }
            else if (hook || ci != CiHost.None)
            {
                output.Write($"{ConfigurationFile}: left as it is\n");
            }
            else
            {
                error.Write($"error: {ConfigurationFile} is there; --force replaces it\n");
                return ExitCode.Usage;
            }

            var isDone = !hook || AddHook(output, error);
            return (ci == CiHost.None || WritePipeline(ci, force, output, error)) && isDone ? ExitCode.Clean : ExitCode.Usage;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.Write($"error: {exception.Message}\n");
            return ExitCode.Usage;
        }
    }

    private static bool AddHook(TextWriter output, TextWriter error)
    {
        // Read as bytes are, so that what is there stays as it is.
        var existing = File.Exists(HookFile) ? File.ReadAllText(HookFile) : null;
        var added = HookProposal.AddTo(existing);
        if (added is null)
        {
            error.Write($"error: {HookFile} has no list 'repos' to which the hook could be added; add\n{HookProposal.Entry}");
            return false;
        }

        if (added == existing)
        {
            output.Write($"{HookFile}: has the hook\n");
            return true;
        }

        AtomicFile.Write(HookFile, writer => writer.Write(added));
        output.Write($"{HookFile}: {(existing is null ? "written" : "the hook is added")}\n");
        return true;
    }

    private static bool WritePipeline(CiHost host, bool force, TextWriter output, TextWriter error)
    {
        var (path, text, next) = Pipelines.Of(host);
        if (File.Exists(path) && !force)
        {
            error.Write($"error: {path} is there; --force replaces it\n");
            return false;
        }

        AtomicFile.Write(path, writer => writer.Write(text));
        output.Write($"{path}: written{next}\n");
        return true;
    }
}
