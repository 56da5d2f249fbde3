using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.ApiServer;

internal sealed class AuthorizedRangesAreInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AuthorizedRangesAreInvalid;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        foreach (var condition in context.Cluster.Conditions)
        {
            if (condition.Kind is not ClusterConditionKind.RangesRejected)
                continue;
            context.ReportDiagnostic(RuleDiagnostics.AuthorizedRangesAreInvalid(
                at: condition.Location,
                new DiagnosticSubject { Cluster = context.Cluster.Id, Cause = condition.Message },
                cluster: context.Cluster.Name,
                problem: condition.Message,
                related: condition.Other is { } other ? [new RelatedLocation(other, "the ranges")] : []));
        }
    }
}
