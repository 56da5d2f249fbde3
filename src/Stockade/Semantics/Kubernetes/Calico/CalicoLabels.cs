namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>The labels that Calico gives to pods and namespaces (docs.tigera.io, selectors).</summary>
internal static class CalicoLabels
{
    public const string Namespace = "projectcalico.org/namespace";
    public const string Name = "projectcalico.org/name";
    public const string ServiceAccount = "projectcalico.org/serviceaccount";
    public const string Orchestrator = "projectcalico.org/orchestrator";
    public const string Kubernetes = "k8s";
}
