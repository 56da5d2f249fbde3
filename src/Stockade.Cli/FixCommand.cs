using System.Collections.Immutable;
using System.CommandLine;

namespace Stockade.Cli;

/// <summary><c>stockade fix</c>: shows the fixes that hold, or applies them.</summary>
internal sealed class FixCommand
{
    private readonly InputOptions _input = new();

    private readonly Option<bool> _apply = new("--apply") { Description = "Write the files; without it a diff is printed" };

    private readonly Option<bool> _unsafe = new("--unsafe") { Description = "Also what the analysis cannot check to the end: flags of commands, and who may connect" };

    private readonly Option<ImmutableArray<string>> _select = RuleSelection.Create("--select", "Only these rules; 'AKS4' means all that begin so");

    private readonly Option<ImmutableArray<string>> _ignore = RuleSelection.Create("--ignore", "Not these rules");

    public Command Create()
    {
        var command = new Command("fix", "Mend what can be mended, each fix checked by analysing the edited files.");
        _input.AddTo(command);
        command.Options.Add(_apply);
        command.Options.Add(_unsafe);
        command.Options.Add(_select);
        command.Options.Add(_ignore);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var analysis = _input.Read(arguments, arguments.GetValue(_select), arguments.GetValue(_ignore));
        var result = Fixer.Run(analysis, arguments.GetValue(_unsafe));
        if (!result.Errors.IsEmpty)
        {
            foreach (var problem in result.Errors)
                error.Write($"error: {problem}\n");
            return ExitCode.Usage;
        }

        var left = ImmutableArray<string>.Empty;
        if (arguments.GetValue(_apply))
            left = result.Apply();
        else
            result.WriteDiff(output);
        output.Flush();
        foreach (var title in result.Titles)
            error.Write($"{title}\n");
        foreach (var problem in left)
            error.Write($"error: {problem}\n");
        var verb = arguments.GetValue(_apply) ? "applied" : "found; --apply writes them";
        error.Write($"{result.Titles.Length} fix{(result.Titles.Length == 1 ? "" : "es")} in {result.FileCount} file{(result.FileCount == 1 ? "" : "s")} {verb}\n");
        if (result.OnDemand > 0)
            error.Write($"{result.OnDemand} more finding{(result.OnDemand == 1 ? "" : "s")} may have a fix that needs --unsafe\n");
        return left.IsEmpty ? ExitCode.Clean : ExitCode.Usage;
    }
}
