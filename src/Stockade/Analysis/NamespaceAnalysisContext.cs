using System.Collections.Immutable;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Analysis;

/// <summary>One namespace of a scope with its workloads, in the order of their places in the files.</summary>
internal sealed class NamespaceAnalysisContext(
    SemanticModel model,
    DeploymentScope scope,
    KubernetesNamespace @namespace,
    ImmutableArray<Workload> workloads,
    Action<RuleDiagnostic> report)
    : SubjectAnalysisContext(model, report)
{
    public DeploymentScope Scope { get; } = scope;

    public KubernetesNamespace Namespace { get; } = @namespace;

    public ImmutableArray<Workload> Workloads { get; } = workloads;

    /// <summary>What the policies alone decide for a workload.</summary>
    public WorkloadVerdicts GetPolicyVerdicts(Workload workload) => Model.GetPolicyVerdicts(Scope, workload);
}
