using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Rules.PolicyEngine;

internal sealed class PolicyEngineIsRejected : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PolicyEngineIsRejected;

    public override void Initialize(AnalysisContext context) => context.RegisterClusterAction(AnalyzeCluster);

    private static void AnalyzeCluster(ClusterAnalysisContext context)
    {
        foreach (var condition in context.Cluster.Conditions)
        {
            if (condition.Kind is not (ClusterConditionKind.EngineRejected or ClusterConditionKind.EngineDisputed))
                continue;

            context.ReportDiagnostic(RuleDiagnostics.PolicyEngineIsRejected(
                at: condition.Location,
                new DiagnosticSubject { Cluster = context.Cluster.Id, Cause = condition.Message },
                cluster: context.Cluster.Name,
                problem: condition.Message,
                related: condition.Other is { } other ? [new RelatedLocation(other, "set before")] : [],
                severity: condition.Kind is ClusterConditionKind.EngineDisputed ? DiagnosticSeverity.Warning : null));
        }
    }
}
