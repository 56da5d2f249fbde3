using System.Collections.Immutable;
using System.CommandLine;

namespace Stockade.Cli;

/// <summary><c>stockade explain</c>: the page of a rule, why a workload has its verdicts, or how a cluster came to its state.</summary>
internal sealed class ExplainCommand
{
    private readonly Argument<string> _rule = new("RULE|OBJECT") { Description = "A rule's id or name, a workload (namespace/Kind/name, Kind/name or a name), or a cluster (resourceGroup/name or a name)" };

    private readonly InputOptions _input = new();

    private readonly Option<ColorChoice> _color = ColorOption.Create();

    public Command Create()
    {
        var command = new Command("explain", "Show the page of a rule, or say step by step why a workload has its verdicts or a cluster its state.");
        command.Arguments.Add(_rule);
        _input.AddTo(command);
        command.Options.Add(_color);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var typed = arguments.GetValue(_rule)!;
        var run = _input.Read(arguments, select: [], ignore: ["AKS"]);
        var rules = RuleReference.GetRules(run);
        var rule = rules.FirstOrDefault(rule =>
            string.Equals(rule.Id, typed, StringComparison.OrdinalIgnoreCase) || string.Equals(rule.Name, typed, StringComparison.OrdinalIgnoreCase));
        if (rule is not null)
        {
            RuleReference.WritePage(rule.Id, arguments.InvocationConfiguration.Output, Terminal.Describe(arguments.GetValue(_color)), run);
            return ExitCode.Clean;
        }

        // What looks like the id of a rule is one, mistyped: nothing needs to be read to say so.
        if (typed.Length > 3 && typed.StartsWith("AKS", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(typed[3]))
        {
            var near = Suggestion.Words(typed, rules.SelectMany(static rule => new[] { rule.Id, rule.Name }));
            arguments.InvocationConfiguration.Error.Write($"error: there is no rule '{typed}'{near}\n'stockade rules' lists them\n");
            return ExitCode.Usage;
        }

        return ExplainObject(typed, run, rules, arguments);
    }

    private static int ExplainObject(string typed, AnalysisOptions run, ImmutableArray<RuleSummary> rules, ParseResult arguments)
    {
        var error = arguments.InvocationConfiguration.Error;
        var result = AnalyzerEngine.Analyze(run);
        Problems.Write(result, isQuiet: false, error);
        if (!result.ConfigurationErrors.IsEmpty)
            return ExitCode.Usage;
        var ids = ObjectReference.Find(result, typed);
        switch (ids)
        {
            case [var id]:
                ObjectReference.WriteExplanation(result, id, arguments.InvocationConfiguration.Output);
                return result.PathErrors.IsEmpty ? ExitCode.Clean : ExitCode.Usage;
            case []:
                var candidates = rules.Select(static rule => rule.Name).Concat(ObjectReference.GetNames(result));
                error.Write($"error: there is no rule, no workload and no cluster '{typed}'{Suggestion.Words(typed, candidates)}\n");
                error.Write("'stockade rules' lists the rules, 'stockade model' the workloads and clusters\n");
                return ExitCode.Usage;
            default:
                error.Write($"error: '{typed}' names several objects:\n{string.Concat(ids.Select(static id => $"  {id}\n"))}");
                return ExitCode.Usage;
        }
    }
}
