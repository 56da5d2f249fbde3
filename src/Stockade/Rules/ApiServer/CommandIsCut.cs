using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Rules.ApiServer;

internal sealed class CommandIsCut : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.CommandIsCut;

    public override void Initialize(AnalysisContext context) => context.RegisterModelAction(AnalyzeModel);

    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        // A loop or a function that is called twice runs the same text again.
        var reported = new HashSet<(SourceLocation, string)>();
        foreach (var command in context.Model.Commands)
        {
            foreach (var (location, problem, severity) in ProblemsOf(command))
            {
                if (reported.Add((location, problem)))
                    Report(context, command, location, problem, severity);
            }
        }

        foreach (var condition in context.Model.Clusters.SelectMany(cluster => cluster.Conditions))
        {
            if (condition.Kind is ClusterConditionKind.OptionsRejected && reported.Add((condition.Location, condition.Message)))
                Report(context, condition.Command, condition.Location, condition.Message, severity: null);
        }
    }

    private static IEnumerable<(SourceLocation Location, string Problem, DiagnosticSeverity? Severity)> ProblemsOf(AzureCommand command)
    {
        // The fault explains the errors: the words of a line that is cut off are missing or stray.
        if (command.Invocation.Fault is { } fault)
            return [(command.Invocation.Location.File.At(fault.Span), Describe(fault.Kind, command.Invocation.Dialect), null)];

        return
        [
            .. command.Errors.Select(error => (error.Location, error.Suggestion is null ? error.Message : $"{error.Message}, did you mean '{error.Suggestion}'?", (DiagnosticSeverity?)null)),

            // An older azure-cli still runs these.
            .. command.RemovedOptions.Where(removed => removed.Definition.RemovedIn is not null).Select(removed => (
                removed.Option.Location,
                $"'{removed.Option.Name}' is gone since azure-cli {removed.Definition.RemovedIn}" + (removed.Definition.Replacement is { } now ? $", replaced by '{now}'" : ""),
                (DiagnosticSeverity?)DiagnosticSeverity.Warning)),
        ];
    }

    private static string Describe(ContinuationFaultKind kind, ScriptDialect dialect)
    {
        var mark = dialect is ScriptDialect.PowerShell ? "backtick" : "backslash";
        return kind switch
        {
            ContinuationFaultKind.TrailingBlank => $"a blank after the {mark} ends the command here",
            ContinuationFaultKind.Comment => "a comment ends the command here",
            _ => $"the {mark} is missing, so the next line is another command",
        };
    }

    private static void Report(ModelAnalysisContext context, AzureCommand command, SourceLocation location, string problem, DiagnosticSeverity? severity) =>
        context.ReportDiagnostic(RuleDiagnostics.CommandIsCut(
            at: location,
            new DiagnosticSubject { Cluster = ClusterKey.Of(command) is { } key ? $"{key.DisplayGroup}/{key.DisplayName}" : null, Cause = problem },
            command: command.Name,
            problem: problem,
            severity: severity));
}
