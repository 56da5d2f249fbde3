using System.CommandLine;

namespace Stockade.Cli;

/// <summary><c>stockade model</c>: what the files say, and every verdict with its evidence.</summary>
internal sealed class ModelCommand
{
    private readonly InputOptions _input = new();

    private readonly Option<ModelFormat> _format =
        Choice.Create("--format", "How to write the model", ("text", ModelFormat.Text), ("json", ModelFormat.Json), ("mermaid", ModelFormat.Mermaid));

    public Command Create()
    {
        var command = new Command("model", "Print the workloads, policies and clusters of the files, and every verdict with its evidence.");
        _input.AddTo(command);
        command.Options.Add(_format);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var result = AnalyzerEngine.Analyze(_input.Read(arguments, [], []));
        if (!result.ConfigurationErrors.IsEmpty)
        {
            Problems.Write(result, isQuiet: false, arguments.InvocationConfiguration.Error);
            return ExitCode.Usage;
        }

        ModelWriter.Write(result, arguments.GetValue(_format), arguments.InvocationConfiguration.Output);
        arguments.InvocationConfiguration.Output.Flush();
        Problems.Write(result, isQuiet: false, arguments.InvocationConfiguration.Error);
        return !result.PathErrors.IsEmpty ? ExitCode.Usage
            : result.FoundNothingToAnalyze ? ExitCode.NothingAnalyzed
            : ExitCode.Clean;
    }
}
