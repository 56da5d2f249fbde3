using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Analysis.Configuration;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.ApiServer;

internal sealed class AuthorizedRangesAreTooBroad : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AuthorizedRangesAreTooBroad;

    public override void Initialize(AnalysisContext context)
    {
        var settings = context.Settings.AuthorizedRanges;
        context.RegisterClusterAction(cluster => AnalyzeCluster(cluster, settings));
    }

    private static void AnalyzeCluster(ClusterAnalysisContext context, AuthorizedRangesSettings settings)
    {
        foreach (var condition in context.Cluster.Conditions)
        {
            if (condition.Kind is not ClusterConditionKind.RangesGiven)
                continue;

            // Ranges that a later command replaces are no longer there.
            if (!IsLast(context.Cluster, condition))
                continue;
            foreach (var (location, message) in RangeBreadth.Find(condition.Ranges, settings.Share, settings.AllowedRanges))
            {
                context.ReportDiagnostic(RuleDiagnostics.AuthorizedRangesAreTooBroad(
                    at: location,
                    new DiagnosticSubject { Cluster = context.Cluster.Id, Cause = message },
                    cluster: context.Cluster.Name,
                    problem: message));
            }
        }
    }

    private static bool IsLast(ManagedCluster cluster, ClusterCondition condition) =>
        cluster.Steps.LastOrDefault(step => step.Stands && step.Command.Has("--api-server-authorized-ip-ranges"))?.Command == condition.Command;
}
