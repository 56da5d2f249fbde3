namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>
/// Ports of one protocol, both ends included. Numbers above 65535 stand for the ports of containers that declare a name without a readable number.
/// </summary>
internal sealed record PortRange(Protocol Protocol, int First, int Last)
{
    public const int MaxPort = 65535;

    public static PortRange AllOf(Protocol protocol) => new(protocol, 1, int.MaxValue - 1);

    public bool Contains(Protocol protocol, int port) => Protocol == protocol && First <= port && port <= Last;
}
