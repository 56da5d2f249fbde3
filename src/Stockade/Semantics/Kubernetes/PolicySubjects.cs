using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Calico;

namespace Stockade.Semantics.Kubernetes;

/// <summary>Says which workloads of a scope a clause selects, whatever it says about them.</summary>
internal sealed class PolicySubjects
{
    /// <summary>What Cilium calls the service account of a pod.</summary>
    private const string ServiceAccountKey = "io.cilium.k8s.policy.serviceaccount";

    private readonly Dictionary<string, LabelSet> _namespaces = new(StringComparer.Ordinal);

    public PolicySubjects(ImmutableArray<KubernetesNamespace> namespaces)
    {
        // Labels that nobody declares here are none, as far as a policy of the cluster selects by them.
        foreach (var item in namespaces)
            _namespaces[item.Name] = item.IsDeclared ? item.Labels : item.Labels with { IsOpen = false };
    }

    public LabelSet LabelsOf(string @namespace) => _namespaces.GetValueOrDefault(@namespace) ?? NamespaceReader.Implied(@namespace).Labels with { IsOpen = false };

    /// <summary>The labels that selectors see: those of the pods, with what engines derive from the pod's other fields.</summary>
    public static LabelSet LabelsOf(Workload workload) =>
        workload.PodLabels with { Labels = workload.PodLabels.Labels.SetItem(ServiceAccountKey, workload.ServiceAccount).SetItem(CalicoLabels.ServiceAccount, workload.ServiceAccount) };

    /// <summary>Whether a label is none that a file gives to pods.</summary>
    public static bool IsDerived(string key) => key is ServiceAccountKey or CalicoLabels.ServiceAccount;

    public Truth IncludesNamespace(Policy policy, PolicyClause clause, string @namespace) =>
        clause.Namespaces is { } selector ? selector.Matches(LabelsOf(@namespace))
        : string.Equals(policy.Namespace, @namespace, StringComparison.Ordinal) ? Truth.True
        : Truth.False;

    public Truth Selects(Policy policy, PolicyClause clause, Workload workload)
    {
        var inNamespace = IncludesNamespace(policy, clause, workload.Namespace);
        var pods = inNamespace == Truth.False ? Truth.False : clause.Pods.Matches(LabelsOf(workload));
        return inNamespace == Truth.False || pods == Truth.False ? Truth.False
            : inNamespace == Truth.True && pods == Truth.True ? Truth.True
            : Truth.Unknown;
    }
}
