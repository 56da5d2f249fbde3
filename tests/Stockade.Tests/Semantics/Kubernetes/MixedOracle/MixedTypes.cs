namespace Stockade.Tests.Semantics.Kubernetes.MixedOracle;

// The oracle's own picture of a cluster with policies of every kind: plain data, nothing of the engine.

internal sealed record MixedCluster(List<MixedNamespace> Namespaces, MixedWorkload Workload, List<MixedPolicy> Policies);

/// <summary>A namespace with an object; a null team is no such label.</summary>
internal sealed record MixedNamespace(string Name, string? Team);

internal sealed record MixedWorkload(string Namespace, Dictionary<string, string> Labels, string Account, List<MixedContainerPort> Ports);

internal sealed record MixedContainerPort(string Name, string Protocol, int Number);

/// <summary>Kind is the kind of the object. Tier and priority are those of the cluster-scoped API.</summary>
internal sealed record MixedPolicy(string Kind, string Name, string Namespace, string Tier, int Priority, List<MixedClause> Clauses)
{
    public bool IsCilium => Kind.StartsWith("Cilium", StringComparison.Ordinal);
}

/// <summary>
/// Pods and rules about them. Null lists are missing fields. Denials stand in the same list as allowances and are rendered where the kind
/// wants them. The flags say of v1 whether policyTypes lists the direction, of Cilium what enableDefaultDeny says.
/// </summary>
internal sealed record MixedClause(
    MixedSelector Namespaces, MixedSelector Pods, List<MixedRule>? Ingress, List<MixedRule>? Egress, bool? IngressFlag, bool? EgressFlag);

/// <summary>Null peers are a missing list, and so are null ports. Icmp stands in place of ports.</summary>
internal sealed record MixedRule(string Action, List<MixedPeer>? Peers, List<MixedPort>? Ports, bool Icmp);

/// <summary>Form is one of pods, cidr, entity, nodes, name.</summary>
internal sealed record MixedPeer(string Form, MixedSelector? Namespaces, MixedSelector? Pods, MixedCidr? Cidr, List<MixedCidr> Except, string Word);

internal sealed record MixedSelector(List<MixedRequirement> Requirements);

internal sealed record MixedRequirement(string Key, string Operator, List<string> Values);

/// <summary>A port by number, range or name; without any, all of the protocol. ANY is every protocol.</summary>
internal sealed record MixedPort(string Protocol, int? First, int? Last, string? Name);

/// <summary>A block. The prefix -1 marks one that cannot be read.</summary>
internal sealed record MixedCidr(bool IsIPv6, UInt128 Address, int Prefix)
{
    private int Bits => IsIPv6 ? 128 : 32;

    public UInt128 First => Prefix == 0 ? 0 : Address >> (Bits - Prefix) << (Bits - Prefix);

    public UInt128 Last => Prefix == 0 ? (IsIPv6 ? UInt128.MaxValue : uint.MaxValue) : First + (Prefix == Bits ? 0 : (UInt128.One << (Bits - Prefix)) - 1);

    public bool Contains(bool isIPv6, UInt128 address) => isIPv6 == IsIPv6 && First <= address && address <= Last;

    public override string ToString() => Prefix < 0 ? "${CIDR}" : $"{Text()}/{Prefix}";

    private string Text() => IsIPv6
        ? string.Join(':', Enumerable.Range(0, 8).Select(group => ((ushort)(Address >> (112 - (16 * group)))).ToString("x", System.Globalization.CultureInfo.InvariantCulture)))
        : string.Join('.', Enumerable.Range(0, 4).Select(octet => ((byte)(Address >> (24 - (8 * octet)))).ToString(System.Globalization.CultureInfo.InvariantCulture)));
}

/// <summary>Who connects: exactly one of an address, a pod, an entity.</summary>
internal sealed record MixedSource(string Form, bool IsIPv6, UInt128 Address, string Namespace, Dictionary<string, string> NamespaceLabels, Dictionary<string, string> Labels, string Entity);
