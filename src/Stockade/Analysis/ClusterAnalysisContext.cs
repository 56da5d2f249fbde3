using Stockade.Semantics;
using Stockade.Semantics.AzureCli;

namespace Stockade.Analysis;

/// <summary>One cluster.</summary>
internal sealed class ClusterAnalysisContext(SemanticModel model, ManagedCluster cluster, Action<RuleDiagnostic> report)
    : SubjectAnalysisContext(model, report)
{
    public ManagedCluster Cluster { get; } = cluster;
}
