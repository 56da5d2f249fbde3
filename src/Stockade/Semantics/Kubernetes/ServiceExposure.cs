namespace Stockade.Semantics.Kubernetes;

/// <summary>How far a Service itself opens its pods, before any policy.</summary>
internal enum ServiceExposure
{
    /// <summary>It cannot be read from the file.</summary>
    Unknown,

    /// <summary>No address outside the virtual network, or only given ranges.</summary>
    Limited,

    /// <summary>A port on every node.</summary>
    Nodes,

    /// <summary>A public load balancer that admits any address.</summary>
    Internet,
}
