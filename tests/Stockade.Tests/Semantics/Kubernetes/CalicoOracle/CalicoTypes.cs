using System.Globalization;

namespace Stockade.Tests.Semantics.Kubernetes.CalicoOracle;

// The oracle's own picture of a cluster with Calico: plain data, nothing of the engine. Text that cannot be read is "${X}", a number is NaN or -1.

internal sealed record CalicoCluster(List<CalicoSpace> Namespaces, CalicoWorkload Workload, List<CalicoTierObject> Tiers, List<CalicoSet> Sets, List<CalicoObject> Policies);

/// <summary>A namespace with an object; a null team is no such label.</summary>
internal sealed record CalicoSpace(string Name, string? Team);

internal sealed record CalicoWorkload(string Namespace, Dictionary<string, string> Labels, string Account, List<CalicoContainerPort> Ports);

internal sealed record CalicoContainerPort(string Name, string Protocol, int Number);

internal sealed record CalicoTierObject(string Name, double? Order, string? Default);

/// <summary>Without a namespace it is a GlobalNetworkSet.</summary>
internal sealed record CalicoSet(string Name, string Namespace, string Role, List<CalicoCidr> Nets);

/// <summary>
/// Kind is one of Calico, Stored, Global, v1, Admin, Baseline. Null types are missing, and so are null lists of rules; of v1 the types are always given.
/// </summary>
internal sealed record CalicoObject(
    string Kind, string Name, string Namespace, string Tier, double? Order, CalicoExpression? Selector, CalicoExpression? NamespaceSelector, string? Account,
    List<string>? Types, List<CalicoOracleRule>? Ingress, List<CalicoOracleRule>? Egress)
{
    public bool IsCalico => Kind is "Calico" or "Stored" or "Global";
}

/// <summary>Peer is the source of an ingress rule and the destination of an egress rule; subject is the other side.</summary>
internal sealed record CalicoOracleRule(string Action, string? Protocol, string? NotProtocol, int? IPVersion, CalicoOracleSide Peer, CalicoExpression? Subject, List<string> Ports, List<string> NotPorts);

internal sealed record CalicoOracleSide(
    List<CalicoCidr> Nets, List<CalicoCidr> NotNets, CalicoExpression? Selector, CalicoExpression? NotSelector, CalicoExpression? NamespaceSelector, List<string> Accounts)
{
    public bool HasSelectors => (Selector ?? NotSelector ?? NamespaceSelector) is not null || Accounts.Count > 0;
}

/// <summary>Operators as they are written, with <c>all</c>, <c>global</c>, <c>has</c>.</summary>
internal sealed record CalicoExpression(string Operator, string Key, List<string> Values, List<CalicoExpression> Items)
{
    public IEnumerable<CalicoExpression> Tests => Items.SelectMany(static item => item.Tests).Concat(Key.Length > 0 ? [this] : []);
}

/// <summary>A block. The prefix -1 marks one that cannot be read.</summary>
internal sealed record CalicoCidr(bool IsIPv6, UInt128 Address, int Prefix)
{
    private int Bits => IsIPv6 ? 128 : 32;

    public UInt128 First => Prefix == 0 ? 0 : Address >> (Bits - Prefix) << (Bits - Prefix);

    public UInt128 Last => Prefix == 0 ? (IsIPv6 ? UInt128.MaxValue : uint.MaxValue) : First + (Prefix == Bits ? 0 : (UInt128.One << (Bits - Prefix)) - 1);

    public bool Contains(CalicoSource source) => source.IsIPv6 == IsIPv6 && First <= source.Address && source.Address <= Last;

    public override string ToString() => Prefix < 0 ? "${CIDR}" : $"{Text()}/{Prefix}";

    private string Text() => IsIPv6
        ? string.Join(':', Enumerable.Range(0, 8).Select(group => ((ushort)(Address >> (112 - (16 * group)))).ToString("x", CultureInfo.InvariantCulture)))
        : string.Join('.', Enumerable.Range(0, 4).Select(octet => ((byte)(Address >> (24 - (8 * octet)))).ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Who connects, from which address: a pod, or where the namespace is empty nobody of the cluster.</summary>
internal sealed record CalicoSource(bool IsIPv6, UInt128 Address, string Namespace, Dictionary<string, string> NamespaceLabels, Dictionary<string, string> Labels)
{
    public bool IsPod => Namespace.Length > 0;
}
