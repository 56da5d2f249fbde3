using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.ApiServer;

internal sealed class AuthorizedRangesAreTooBroad : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AuthorizedRangesAreTooBroad;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        foreach (var condition in context.Cluster.Conditions)
        {
            if (condition.Kind is not ClusterConditionKind.RangesTooBroad)
                continue;

            // Ranges that a later command replaces are no longer there.
            if (!IsLast(context.Cluster, condition))
                continue;
            context.ReportDiagnostic(RuleDiagnostics.AuthorizedRangesAreTooBroad(
                at: condition.Location,
                new DiagnosticSubject { Cluster = context.Cluster.Id, Cause = condition.Message },
                cluster: context.Cluster.Name,
                problem: condition.Message,
                related: condition.Other is { } other ? [new RelatedLocation(other, "the ranges")] : []));
        }
    }

    private static bool IsLast(ManagedCluster cluster, ClusterCondition condition) =>
        cluster.Steps.LastOrDefault(step => step.Stands && step.Command.Has("--api-server-authorized-ip-ranges"))?.Command == condition.Command;
}
