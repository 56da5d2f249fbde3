namespace Stockade.Semantics.Kubernetes;

/// <summary>Whether a workload may open TCP 80 to 169.254.169.254.</summary>
internal enum ImdsReachability
{
    Unknown,
    Blocked,
    Reachable,
}
