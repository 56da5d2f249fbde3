namespace Stockade.Semantics.Kubernetes;

/// <summary>The side of a workload a policy governs.</summary>
internal enum TrafficDirection
{
    Ingress,
    Egress,
}
