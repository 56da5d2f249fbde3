namespace Stockade.Tests.Semantics.Kubernetes.Oracle;

// The oracle's own picture of a cluster: plain data, nothing of the engine.

internal sealed record OracleCluster(List<OracleNamespace> Namespaces, List<OracleWorkload> Workloads, List<OraclePolicy> Policies);

/// <summary>A namespace with an object. Names without one are just strings elsewhere.</summary>
internal sealed record OracleNamespace(string Name, Dictionary<string, string> Labels);

internal sealed record OracleWorkload(
    string Kind, string Name, string Namespace, Dictionary<string, string> Labels, bool HostNetwork, List<OracleContainerPort> Ports);

internal sealed record OracleContainerPort(string Name, string? Protocol, int Number);

/// <summary>A null list is a missing field. <see cref="Defect"/> names what makes the API server refuse the object.</summary>
internal sealed record OraclePolicy(
    string Name, string Namespace, OracleSelector? Selector, List<string>? Types, List<OracleRule>? Ingress, List<OracleRule>? Egress, string? Defect);

internal sealed record OracleSelector(Dictionary<string, string> Labels, List<OracleExpression> Expressions);

internal sealed record OracleExpression(string Key, string Operator, List<string> Values);

internal sealed record OracleRule(List<OraclePeer>? Peers, List<OraclePort>? Ports);

internal sealed record OraclePeer(OracleSelector? Pods, OracleSelector? Namespaces, OracleCidr? Cidr, List<OracleCidr>? Except);

/// <summary>An address, host bits and all, with a prefix length.</summary>
internal sealed record OracleCidr(bool IsIPv6, UInt128 Address, int Prefix)
{
    private int Bits => IsIPv6 ? 128 : 32;

    public UInt128 First => Prefix == 0 ? 0 : Address >> (Bits - Prefix) << (Bits - Prefix);

    public UInt128 Last => Prefix == 0 ? (IsIPv6 ? UInt128.MaxValue : uint.MaxValue) : First + (Prefix == Bits ? 0 : (UInt128.One << (Bits - Prefix)) - 1);

    public bool Contains(bool isIPv6, UInt128 address) => isIPv6 == IsIPv6 && First <= address && address <= Last;
}

/// <summary>A port by number, range or name; all of the protocol where both are null. A null protocol is a missing field.</summary>
internal sealed record OraclePort(string? Protocol, int? Number, int? End, string? Name);
