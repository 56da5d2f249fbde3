namespace Stockade.Semantics.Kubernetes;

/// <summary>How an engine reads NetworkPolicy where it departs from Kubernetes.</summary>
internal enum NetworkPolicyDialect
{
    Kubernetes,

    /// <summary>Rules are installed, and isolate, even where policyTypes leaves their direction out (cilium pkg/k8s/network_policy.go).</summary>
    Cilium,
}
