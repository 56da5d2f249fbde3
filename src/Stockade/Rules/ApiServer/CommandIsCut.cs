using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;
using Stockade.Syntax.Shell;
using Stockade.Text;

namespace Stockade.Rules.ApiServer;

internal sealed class CommandIsCut : Rule
{
    // A script may lose hundreds; these show where.
    private const int MaxRelated = 5;

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

        foreach (var lost in context.Model.UnreachedCommands.Where(static command => command.Command is not null).GroupBy(static command => (command.EndedBy, command.Command)))
            ReportEnd(context, lost.Key.EndedBy, lost.Key.Command!, [.. lost.Select(static command => command.Location).Distinct()]);

        foreach (var condition in context.Model.Clusters.SelectMany(cluster => cluster.Conditions))
        {
            if (condition is { Kind: ClusterConditionKind.OptionsRejected, Command: { } command } && reported.Add((condition.Location, condition.Message)))
                Report(context, command, condition.Location, condition.Message, severity: null);
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
        var sign = dialect switch
        {
            ScriptDialect.Cmd => "caret",
            ScriptDialect.PowerShell => "backtick",
            _ => "backslash",
        };
        return kind switch
        {
            ContinuationFaultKind.TrailingBlank => $"a blank after the {sign} ends the command here",
            ContinuationFaultKind.Comment => "a comment ends the command here",
            _ => $"the {sign} is missing, so the next line is another command",
        };
    }

    // az is a batch file itself, and cmd does not come back from one that is started without call ("call /?").
    private static void ReportEnd(ModelAnalysisContext context, SourceLocation end, string command, ImmutableArray<SourceLocation> lost)
    {
        var problem = lost.Length == 1
            ? "without 'call' the batch file ends with it, and one more command never runs"
            : string.Create(CultureInfo.InvariantCulture, $"without 'call' the batch file ends with it, and {lost.Length} more commands never run");
        context.ReportDiagnostic(RuleDiagnostics.CommandIsCut(
            at: end,
            new DiagnosticSubject { Cause = problem },
            command: command,
            problem: problem,
            related: [.. lost.Take(MaxRelated).Select(static location => new RelatedLocation(location, "never runs"))]));
    }

    private static void Report(ModelAnalysisContext context, AzureCommand command, SourceLocation location, string problem, DiagnosticSeverity? severity) =>
        context.ReportDiagnostic(RuleDiagnostics.CommandIsCut(
            at: location,
            new DiagnosticSubject { Cluster = ClusterKey.Of(command) is { } key ? $"{key.DisplayGroup}/{key.DisplayName}" : null, Cause = problem },
            command: command.Name,
            problem: problem,
            severity: severity));
}
