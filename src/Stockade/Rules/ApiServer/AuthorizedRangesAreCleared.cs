using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.ApiServer;

internal sealed class AuthorizedRangesAreCleared : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AuthorizedRangesAreCleared;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        var cluster = context.Cluster;

        // A later command closes the API server again.
        if (cluster.ApiServer is ApiServerExposure.Private or ApiServerExposure.Restricted)
            return;

        foreach (var condition in cluster.Conditions)
        {
            if (condition.Kind is not (ClusterConditionKind.RangesCleared or ClusterConditionKind.RangesMayBeCleared))
                continue;

            context.ReportDiagnostic(RuleDiagnostics.AuthorizedRangesAreCleared(
                at: condition.Location,
                new DiagnosticSubject { Cluster = cluster.Id, Cause = condition.Message },
                cluster: cluster.Name,
                problem: condition.Message,
                severity: condition.Kind is ClusterConditionKind.RangesCleared ? null : DiagnosticSeverity.Info));
        }
    }
}
