using Microsoft.CodeAnalysis;
using Stockade.Semantics.AzureCli;
using SemanticModel = Stockade.Semantics.SemanticModel;

namespace Stockade.Analysis;

/// <summary>One cluster. What is said of a cluster that somebody else manages is information.</summary>
internal sealed class ClusterAnalysisContext(SemanticModel model, ManagedCluster cluster, Action<RuleDiagnostic> report)
    : SubjectAnalysisContext(model, diagnostic => report(Lower(diagnostic, cluster)))
{
    public ManagedCluster Cluster { get; } = cluster;

    private static RuleDiagnostic Lower(RuleDiagnostic diagnostic, ManagedCluster cluster) =>
        cluster.IsManagedElsewhere && diagnostic.Severity > DiagnosticSeverity.Info ? diagnostic with { Severity = DiagnosticSeverity.Info } : diagnostic;
}
