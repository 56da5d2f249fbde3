using System.Collections.Immutable;
using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

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

    /// <summary>The namespaces of a scope that have workloads, by name.</summary>
    public static IEnumerable<NamespaceAnalysisContext> In(DeploymentScope scope, SemanticModel model, Action<RuleDiagnostic> report)
    {
        var byNamespace = scope.Workloads.ToLookup(static workload => workload.Namespace, StringComparer.Ordinal);
        foreach (var space in scope.Namespaces.OrderBy(static space => space.Name, StringComparer.Ordinal))
        {
            if (byNamespace.Contains(space.Name))
                yield return new NamespaceAnalysisContext(model, scope, space, [.. byNamespace[space.Name].OrderBy(static workload => workload.Object.NameLocation, SourceLocationComparer.Instance)], report);
        }
    }

    /// <summary>What the policies alone decide for a workload.</summary>
    public WorkloadVerdicts GetPolicyVerdicts(Workload workload) => Model.GetPolicyVerdicts(Scope, workload);
}
