namespace Stockade.Semantics.Kubernetes;

/// <summary>The protocols a NetworkPolicy can name.</summary>
internal enum Protocol
{
    Tcp,
    Udp,
    Sctp,
}
