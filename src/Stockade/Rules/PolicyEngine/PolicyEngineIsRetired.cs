using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.PolicyEngine;

internal sealed class PolicyEngineIsRetired : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyEngineIsRetired;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        var cluster = context.Cluster;

        // A later command has moved the cluster away.
        if (cluster.Engine is not NetworkPolicyEngine.Azure && cluster.State.Plugin is not "kubenet")
            return;

        foreach (var condition in cluster.Conditions)
        {
            if (condition.Kind is not (ClusterConditionKind.EngineRetired or ClusterConditionKind.EngineRetiring))
                continue;

            context.ReportDiagnostic(RuleDiagnostics.PolicyEngineIsRetired(
                at: condition.Location,
                new DiagnosticSubject { Cluster = cluster.Id, Cause = condition.Message },
                cluster: cluster.Name,
                problem: condition.Message,
                related: condition.Other is { } other ? [new RelatedLocation(other, "the other half")] : [],
                severity: condition.Kind is ClusterConditionKind.EngineRetired ? null : DiagnosticSeverity.Info));
        }
    }
}
