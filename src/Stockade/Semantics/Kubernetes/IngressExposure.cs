namespace Stockade.Semantics.Kubernetes;

/// <summary>The widest source that may connect to a workload on at least one port.</summary>
internal enum IngressExposure
{
    Unknown,
    Isolated,
    Restricted,
    AllNamespaces,
    OpenWorld,
}
