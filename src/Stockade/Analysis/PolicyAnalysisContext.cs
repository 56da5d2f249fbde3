using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Analysis;

/// <summary>One network policy in its scope.</summary>
internal sealed class PolicyAnalysisContext(SemanticModel model, DeploymentScope scope, Policy policy, Action<RuleDiagnostic> report)
    : SubjectAnalysisContext(model, report)
{
    public DeploymentScope Scope { get; } = scope;

    public Policy Policy { get; } = policy;
}
