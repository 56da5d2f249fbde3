using System.CommandLine;

namespace Stockade.Cli;

/// <summary><c>stockade explain</c>: the page of a rule.</summary>
internal sealed class ExplainCommand
{
    private readonly Argument<string> _rule = new("RULE") { Description = "A rule's id or name" };

    private readonly Option<ColorChoice> _color = ColorOption.Create();

    public Command Create()
    {
        var command = new Command("explain", "Show the page of a rule: what it says, why it matters, how to fix it.");
        command.Arguments.Add(_rule);
        command.Options.Add(_color);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var typed = arguments.GetValue(_rule)!;
        var rules = RuleReference.GetRules();
        var rule = rules.FirstOrDefault(rule =>
            string.Equals(rule.Id, typed, StringComparison.OrdinalIgnoreCase) || string.Equals(rule.Name, typed, StringComparison.OrdinalIgnoreCase));
        if (rule is not null)
        {
            RuleReference.WritePage(rule.Id, arguments.InvocationConfiguration.Output, Terminal.Describe(arguments.GetValue(_color)));
            return ExitCode.Clean;
        }

        var suggestion = Suggestion.Words(typed, rules.SelectMany(static rule => new[] { rule.Id, rule.Name }));
        var hint = typed.Contains('/', StringComparison.Ordinal)
            ? "explain takes rules only; 'stockade model' prints the verdict of every workload and cluster with its evidence"
            : "'stockade rules' lists them";
        arguments.InvocationConfiguration.Error.Write($"error: there is no rule '{typed}'{suggestion}\n{hint}\n");
        return ExitCode.Usage;
    }
}
