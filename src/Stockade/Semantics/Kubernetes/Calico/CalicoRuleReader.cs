using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>Reads the rules of a section. All parts of a rule must match.</summary>
internal sealed class CalicoRuleReader(FieldReader fields, string home, bool isStored)
{
    private const string Refuser = "Calico";
    private const int MaxProtocol = 255;

    private static readonly ImmutableArray<Protocol> s_withPorts = [.. Enum.GetValues<Protocol>()];
    private static readonly ImmutableArray<string> s_others = ["ICMP", "ICMPv6", "UDPLite"];
    private static readonly IPNetwork s_allIPv4 = new(IPAddress.Any, 0);
    private static readonly IPNetwork s_allIPv6 = new(IPAddress.IPv6Any, 0);

    private readonly CalicoSideReader _sides = new(fields, home, isStored);

    /// <summary>Rules that may do anything.</summary>
    public static CalicoRule Unknown(SourceLocation location, string path) =>
        new(new PolicyRule([new PolicyPeer(null, null, null, path, location) { IsUnknown = true }], null, path, location) { Action = TierAction.Pass }, null);

    /// <summary>The rule; null where it only logs.</summary>
    public CalicoRule? Read(YamlNode node, string path, bool isEgress, SourceLocation section)
    {
        var location = Spans.SmallestOf(node, section);
        if (FieldReader.IsPlaceholder(node))
            return Unknown(location, path);
        var mapping = fields.ReadMapping(node, path);
        var (action, isLog) = ReadAction(mapping?["action"], $"{path}.action", location);
        var source = _sides.Read(mapping?.Find("source"), $"{path}.source", location);
        var destination = _sides.Read(mapping?.Find("destination"), $"{path}.destination", location);
        var protocol = ReadProtocol(mapping?["protocol"], $"{path}.protocol");
        var excluded = ReadProtocol(mapping?["notProtocol"], $"{path}.notProtocol");
        var family = ReadFamily(mapping?["ipVersion"], $"{path}.ipVersion");
        _sides.CheckFamilies(source, destination, family);
        Check(mapping, path, action, source, destination, protocol, isEgress);
        if (isLog)
            return null;
        if (action is not { } known)
            return Unknown(location, path);

        var (peer, subject) = isEgress ? (destination, source) : (source, destination);
        var hasFamily = !FieldReader.IsAbsent(mapping?["ipVersion"]);
        var ports = CompilePorts(destination.Ports, protocol, excluded, location);
        return new CalicoRule(
            new PolicyRule(
                ReadPeers(peer, known, family, hasFamily && family is null),
                ports,
                path,
                peer.Location)
            {
                Action = known,
                ExcludedPorts = ports is null ? [] : [.. from port in destination.NotPorts from of in protocol.Protocols ?? s_withPorts select port with { Protocol = of }],
                MayBeNarrower = source.Ports is not null || !source.NotPorts.IsEmpty || !subject.Nets.IsEmpty || !subject.NotNets.IsEmpty || subject.Service is not null
                    || subject.IsUnknown || (protocol.Name is not ("ICMP" or "ICMPv6") && !FieldReader.IsAbsent(mapping?["notICMP"])),
            },
            subject.Selectors.AreGiven ? subject.Selectors.FindPods(home) : null);
    }

    private (TierAction? Action, bool IsLog) ReadAction(YamlNode? node, string path, SourceLocation location)
    {
        switch (fields.ReadString(node, path) is { } text ? isStored ? StoredAction(text) : text : null)
        {
            case "Allow":
                return (TierAction.Allow, false);
            case "Deny":
                return (TierAction.Deny, false);
            case "Pass":
                return (TierAction.Pass, false);
            case "Log":
                return (null, true);
            case { } other:
                fields.Reject(FieldReader.IsAbsent(node) ? location : node!.Location, path, other.Length == 0 ? "the rule has no action" : $"action '{other}' is none of Allow, Deny, Log, Pass", Refuser);
                return (null, false);
            default:
                return (null, false);
        }
    }

    /// <summary>What is stored is compared without case, but for Pass, which Felix knows as next-tier (libcalico-go, syncersv1/updateprocessors).</summary>
    private static string StoredAction(string text) => text.ToUpperInvariant() switch
    {
        "ALLOW" => "Allow",
        "DENY" => "Deny",
        "LOG" => "Log",
        "NEXT-TIER" => "Pass",
        _ => text,
    };

    /// <summary>A protocol by name or number: those with ports that it stands for, null where none is given; and its name.</summary>
    private (ImmutableArray<Protocol>? Protocols, string Name, bool IsUnknown) ReadProtocol(YamlNode? node, string path)
    {
        if (FieldReader.IsAbsent(node))
            return (null, string.Empty, false);
        if (FieldReader.IsPlaceholder(node))
            return (null, string.Empty, true);
        var name = node is YamlScalar { Kind: YamlScalarKind.Integer } ? NameOf(fields.ReadInteger(node, path, 1, MaxProtocol)) : fields.ReadString(node, path) ?? string.Empty;

        // What is stored is compared without case.
        if (isStored)
            name = s_others.Concat(["TCP", "UDP", "SCTP"]).FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) ?? name;
        switch (name)
        {
            case "TCP":
                return ([Protocol.Tcp], name, false);
            case "UDP":
                return ([Protocol.Udp], name, false);
            case "SCTP":
                return ([Protocol.Sctp], name, false);
        }

        if (!s_others.Contains(name, StringComparer.Ordinal) && node is YamlScalar { IsString: true })
            fields.Reject(node.Location, path, $"protocol '{name}' is none of TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite, nor a number", Refuser);
        return ([], name, !s_others.Contains(name, StringComparer.Ordinal) && node is YamlScalar { IsString: true });
    }

    private static string NameOf(int? number) => number switch
    {
        1 => "ICMP",
        6 => "TCP",
        17 => "UDP",
        58 => "ICMPv6",
        132 => "SCTP",
        136 => "UDPLite",
        _ => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private AddressFamily? ReadFamily(YamlNode? node, string path)
    {
        switch (fields.ReadInteger(node, path, 4, 6))
        {
            case 4:
                return AddressFamily.InterNetwork;
            case 6:
                return AddressFamily.InterNetworkV6;
            case 5:
                fields.Reject(node!.Location, path, "ipVersion 5 is neither 4 nor 6", Refuser);
                return null;
            default:
                return null;
        }
    }

    private void Check(
        YamlMapping? rule, string path, TierAction? action, CalicoSide source, CalicoSide destination, (ImmutableArray<Protocol>? Protocols, string Name, bool IsUnknown) protocol, bool isEgress)
    {
        var namesPorts = source.Ports is not null || destination.Ports is not null || !source.NotPorts.IsEmpty || !destination.NotPorts.IsEmpty;
        if (namesPorts && !protocol.IsUnknown && protocol.Protocols is null or { IsEmpty: true })
            RejectField(rule, "protocol", path, "the rule names ports without the protocol TCP, UDP or SCTP", source, destination);
        if (!FieldReader.IsAbsent(rule?["icmp"]) && !protocol.IsUnknown && protocol.Name is not ("ICMP" or "ICMPv6"))
            RejectField(rule, "icmp", path, "the rule has icmp without the protocol ICMP or ICMPv6", source, destination);
        if (!FieldReader.IsAbsent(rule?["http"]))
        {
            if (isEgress)
                RejectField(rule, "http", path, "http stands in an egress rule", source, destination);
            if (action is not (null or TierAction.Allow))
                RejectField(rule, "http", path, "http stands in a rule that does not allow", source, destination);
            if (protocol.Protocols is { } known && protocol.Name is not "TCP" && known.Length < 2)
                RejectField(rule, "http", path, $"http stands beside protocol {protocol.Name}", source, destination);
        }

        if ((isEgress ? source : destination).Service is not null)
            fields.Reject((isEgress ? source : destination).Location, path, $"services stands in the {(isEgress ? "source of an egress" : "destination of an ingress")} rule", Refuser);
        if (isEgress && destination.Service is not null && (destination.Ports is not null || !destination.NotPorts.IsEmpty))
            fields.Reject(destination.Location, path, "services stands beside ports", Refuser);
    }

    private void RejectField(YamlMapping? rule, string field, string path, string message, CalicoSide source, CalicoSide destination)
    {
        var location = rule?.Find(field)?.Key.Location ?? destination.Ports?[0].Location ?? source.Ports?[0].Location ?? destination.Location;
        fields.Reject(location, $"{path}.{field}", message, Refuser);
    }

    /// <summary>Null for any port of any protocol.</summary>
    private static ImmutableArray<PolicyPort>? CompilePorts(
        ImmutableArray<PolicyPort>? written,
        (ImmutableArray<Protocol>? Protocols, string Name, bool IsUnknown) protocol,
        (ImmutableArray<Protocol>? Protocols, string Name, bool IsUnknown) excluded,
        SourceLocation location)
    {
        if (protocol.IsUnknown || excluded.IsUnknown)
            return [PolicyPortReader.Unknown(location)];
        if (protocol.Protocols is null && excluded.Protocols is null or { IsEmpty: true })
            return null;
        var protocols = (protocol.Protocols ?? s_withPorts).Except(excluded.Protocols ?? []);
        return
        [
            .. protocols.SelectMany(of => written is { } ports
                ? ports.Select(port => port with { Protocol = of })
                : [new PolicyPort(of, null, null, null, location)]),
        ];
    }

    /// <summary>Null for anyone.</summary>
    private ImmutableArray<PolicyPeer>? ReadPeers(CalicoSide side, TierAction action, AddressFamily? family, bool isFamilyUnknown)
    {
        var peer = new PolicyPeer(null, null, null, side.Path, side.Location);
        if (side.IsUnknown || isFamilyUnknown)
            return [peer with { IsUnknown = true }];
        if (side.Service is { } service)
            return [ServicePeer(peer, service)];

        var given = BlocksOf(side, family);
        var blocks = given.RemoveAll(IsEmpty);
        if (blocks.IsEmpty && !given.IsEmpty)
            return [];
        var byAddress = MeansPodsByAddress(blocks, side, action, family);
        if (!side.Selectors.AreGiven)
            return blocks.IsEmpty ? null : [.. blocks.Select(block => peer with { IpBlock = block, Location = block.CidrLocation, MeansPodsByAddress = true })];
        var pods = side.Selectors.FindPods(home).Select(alternative => peer with
        {
            NamespaceSelector = new LabelSelector(alternative.Namespace, side.Location),
            PodSelector = new LabelSelector(alternative.Pod, side.Location),
            Within = byAddress ? blocks : [],
            MeansPodsByAddress = byAddress,
        });
        var sets = side.Selectors.FindSets(home);

        // The address of a pod may lie in a set; that it is allowed so is not said of it.
        var inSets = action != TierAction.Allow && sets.Labels is not null;
        return [.. pods, peer with { Sets = sets, Within = blocks, Phrase = sets.Labels is null ? null : "the network sets that it selects", MeansPodsByAddress = inSets }];
    }

    /// <summary>The endpoints of a Service are pods of its namespace; which of them is not modelled.</summary>
    private static PolicyPeer ServicePeer(PolicyPeer peer, ServiceReference service) => peer with
    {
        Service = service,
        NamespaceSelector = new LabelSelector([new LabelRequirement(NamespaceReader.NameLabel, LabelOperator.In, [service.Namespace.Length == 0 ? null : service.Namespace], peer.Location)], peer.Location),
        PodSelector = new LabelSelector([LabelSelectorReader.Unknown(peer.Location)], peer.Location),
        Phrase = $"the endpoints of Service '{service.Name}'",
    };

    private static ImmutableArray<IpBlock> BlocksOf(CalicoSide side, AddressFamily? family)
    {
        if (!side.Nets.IsEmpty)
            return [.. side.Nets.Select(block => block with { Except = [.. side.NotNets.Where(except => block.Cidr is not { } cidr || except.Cidr is not { } inner || Overlap(cidr, inner))] })];
        if (side.NotNets.IsEmpty && family is null)
            return [];
        IPNetwork[] all = family switch
        {
            AddressFamily.InterNetwork => [s_allIPv4],
            AddressFamily.InterNetworkV6 => [s_allIPv6],
            _ => [s_allIPv4, s_allIPv6],
        };
        return [.. all.Select(network => new IpBlock(network, side.Location, [.. side.NotNets.Where(except => except.Cidr is not { } cidr || cidr.BaseAddress.AddressFamily == network.BaseAddress.AddressFamily)]))];
    }

    /// <summary>The exceptions leave nothing of the block, whatever those are that cannot be read.</summary>
    private static bool IsEmpty(IpBlock block) =>
        block.Cidr is { } cidr && AddressSet.Of(cidr).Except(AddressSet.Union(block.Except.Select(static except => except.Cidr).OfType<IPNetwork>().Select(AddressSet.Of))).IsEmpty;

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.BaseAddress.AddressFamily == other.BaseAddress.AddressFamily && (one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress));

    /// <summary>Every pod of AKS has an IPv4 address.</summary>
    private static bool MeansPodsByAddress(ImmutableArray<IpBlock> blocks, CalicoSide side, TierAction action, AddressFamily? family) =>
        !blocks.IsEmpty && (!side.Nets.IsEmpty || !side.NotNets.IsEmpty || family != AddressFamily.InterNetwork || action != TierAction.Allow);
}
