using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.ApiServer;

internal sealed class PrivateClusterIsReopened : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PrivateClusterIsReopened;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        foreach (var condition in context.Cluster.Conditions)
        {
            if (condition.Kind is not ClusterConditionKind.PrivateClusterReopened)
                continue;
            context.ReportDiagnostic(RuleDiagnostics.PrivateClusterIsReopened(
                at: condition.Location,
                new DiagnosticSubject { Cluster = context.Cluster.Id, Cause = condition.Message },
                cluster: context.Cluster.Name,
                problem: condition.Message,
                related: condition.Other is { } other ? [new RelatedLocation(other, "the cluster is private until then")] : []));
        }
    }
}
