namespace Stockade.Semantics.AzureCli;

/// <summary>What one element of <c>--api-server-authorized-ip-ranges</c> is to az and AKS.</summary>
internal enum AuthorizedRangeKind
{
    /// <summary>Text that is not known.</summary>
    Unknown,

    /// <summary>A public IPv4 address or range.</summary>
    Public,

    /// <summary><c>0.0.0.0/32</c>: only the cluster's own outbound address.</summary>
    OwnOutboundOnly,

    /// <summary>The service tag AzureCloud: every tenant's machines in Azure (preview).</summary>
    ServiceTag,

    /// <summary>A block for documentation (RFC 5737). az refuses it.</summary>
    Documentation,

    /// <summary>A private or reserved block. az refuses it.</summary>
    Reserved,

    /// <summary>A range whose address has bits beyond its prefix. az refuses it, aks-preview sends it.</summary>
    HostBits,

    /// <summary>az refuses IPv6.</summary>
    IPv6,

    /// <summary>Nothing between two commas.</summary>
    Empty,

    /// <summary>No address at all.</summary>
    Invalid,
}
