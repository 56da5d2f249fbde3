using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Analysis;

/// <summary>One scope.</summary>
internal sealed class ScopeAnalysisContext(SemanticModel model, DeploymentScope scope, Action<RuleDiagnostic> report)
    : SubjectAnalysisContext(model, report)
{
    public DeploymentScope Scope { get; } = scope;
}
