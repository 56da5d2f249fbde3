using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>The reasons of verdicts in words: facts a reader can check in the files.</summary>
internal static class VerdictWords
{
    private const int MaxNames = 3;

    public const string HostNetwork = "it is on the host network, which network policies do not govern";

    public const string NoPolicySelects = "no policy selects it";

    public const string UnknownHostNetwork = "whether it is on the host network cannot be read from the file";

    public static string NotIsolated(TrafficDirection direction, ImmutableArray<Policy> rejected)
    {
        var because = $"{NoPolicySelects} for {SideOf(direction)}";
        return rejected.IsEmpty ? because : $"{because}; {Refuser(rejected[0])} rejects {Policies(rejected)}";
    }

    public static string AllowsImds(ImmutableArray<TierRule> rules)
    {
        var source = rules[0].Source;
        var port = source.Rule.Ports is null ? string.Empty : $" on TCP port {MetadataService.Port}";
        return $"policy '{source.Policy.Name}' allows {Peer(source, "any destination")}{port}";
    }

    public static string NothingAllowsImds(ImmutableArray<Policy> policies) =>
        $"{Policies(policies)} {Verb(policies, "isolates", "isolate")} it and no rule allows {MetadataService.Address}:{MetadataService.Port}";

    public static string DeniesImds(ImmutableArray<TierRule> rules)
    {
        var source = rules[0].Source;
        return $"policy '{source.Policy.Name}' denies {Peer(source, "any destination")}{(source.Rule.Ports is null ? string.Empty : $" on TCP port {MetadataService.Port}")}";
    }

    public static string NothingDeniesImds(ImmutableArray<Policy> policies) =>
        $"no policy isolates it for egress, and {Policies(policies)} {Verb(policies, "does", "do")} not deny {MetadataService.Address}:{MetadataService.Port}";

    public static string NothingDeniesTheWorld(ImmutableArray<Policy> policies) =>
        $"no policy isolates it for ingress, and {Policies(policies)} {Verb(policies, "leaves", "leave")} more than half of the Internet";

    public static string AllowsNobody(ImmutableArray<Policy> isolating) => $"{Policies(isolating)} {Verb(isolating, "isolates", "isolate")} it and no rule allows anyone";

    public static string DeniesEverybody(ImmutableArray<TierRule> denials) => PoliciesOf(denials) is var policies ? $"{Policies(policies)} {Verb(policies, "denies", "deny")} everyone" : string.Empty;

    public static string LeavesOpen(IngressExposure exposure, ImmutableArray<TierRule> denials)
    {
        var policies = PoliciesOf(denials);
        var whom = exposure == IngressExposure.AllNamespaces ? "every namespace" : "some sources";
        return $"no policy isolates it for ingress, and what {Policies(policies)} {Verb(policies, "denies", "deny")} leaves {whom}";
    }

    public static string SideOf(TrafficDirection direction) => direction == TrafficDirection.Ingress ? "ingress" : "egress";

    public static string Ingress(IngressOutcome outcome)
    {
        var policies = PoliciesOf(outcome.Witness);
        if (outcome.Exposure == IngressExposure.Restricted)
            return $"only sources that {Policies(policies)} {Verb(policies, "names", "name")} may connect";

        var isWorld = outcome.Exposure == IngressExposure.OpenWorld;
        var together = outcome.Witness.Length == 1 ? string.Empty : "together ";
        var whom = outcome.Witness is [var only] && isWorld ? Peer(only.Source, "any source")
            : isWorld ? "more than half of the Internet"
            : "every namespace";
        return $"{Policies(policies)} {together}{Verb(policies, "allows", "allow")} {whom}{Port(outcome.Port)}";
    }

    public static string Unknown(ImmutableArray<string> causes) => causes switch
    {
        [] => "it cannot be decided from the files",
        [var only] => only,
        _ => $"{string.Join("; ", causes.Take(MaxNames))}{(causes.Length > MaxNames ? $"; {causes.Length - MaxNames} more" : string.Empty)}",
    };

    public static string UnknownLabel(string key) => $"the value of its label '{key}' cannot be read from the file";

    public static string UnknownPolicy(Policy policy) => $"policy '{policy.Name}' holds a value that cannot be read from the file";

    public static string PerhapsEnforced(Policy policy) => $"whether the cluster enforces {policy.Object.Kind} '{policy.Name}' is not known";

    public static string EqualPriority(Policy first, Policy second) =>
        $"policies '{first.Name}' and '{second.Name}' have the same {(first is CalicoPolicy || second is CalicoPolicy ? "order" : "priority")}, and which of them goes first is not defined";

    public static string UnknownTier(Policy policy) => $"where tier '{policy.TierName}' of policy '{policy.Name}' stands is not in the files";

    public static string TwoEngines(Policy first, Policy second) =>
        $"no policy engine reads both {first.Object.Kind} '{first.Name}' and {second.Object.Kind} '{second.Name}'";

    public static string PassesImds(ImmutableArray<TierRule> rules) => $"policy '{rules[0].Source.Policy.Name}' passes {Peer(rules[0].Source, "any destination")} on, and no later tier denies {MetadataService.Address}:{MetadataService.Port}";

    public static string PassesIngress(IngressExposure exposure, ImmutableArray<TierRule> passes)
    {
        var policies = PoliciesOf(passes);
        var whom = exposure switch
        {
            IngressExposure.OpenWorld => "more than half of the Internet",
            IngressExposure.AllNamespaces => "every namespace",
            _ => "some sources",
        };
        return $"{Policies(policies)} {Verb(policies, "passes", "pass")} {whom} on, and no later tier denies that";
    }

    public static ImmutableArray<Policy> PoliciesOf(ImmutableArray<TierRule> rules) =>
        [.. rules.Select(static rule => rule.Source.Policy).Distinct<Policy>(ReferenceEqualityComparer.Instance)];

    /// <summary>A peer as its author wrote it.</summary>
    private static string Peer(RuleSource source, string any)
    {
        if (source.Peer?.Phrase is { } phrase)
            return phrase;
        if (source.Peer?.IpBlock is not { Cidr: { } cidr } block)
            return any;
        var text = block.CidrLocation.Text.Trim('"', '\'');
        var written = CidrText.Parse(text) == cidr ? text : cidr.ToString();
        return block.Except.IsEmpty ? written : $"{written} except {string.Join(", ", block.Except.Take(MaxNames).Select(static except => except.Cidr?.ToString() ?? "?"))}{(block.Except.Length > MaxNames ? ", …" : string.Empty)}";
    }

    private static string Port(PortRange? port)
    {
        if (port is null)
            return string.Empty;
        var protocol = port.Protocol.ToString().ToUpperInvariant();
        if (port.First > PortRange.MaxPort)
            return $" on a named {protocol} port";
        if (port.First == port.Last)
            return $" on {protocol} port {port.First}";
        return port is { First: 1, Last: >= PortRange.MaxPort } ? $" on {protocol}" : $" on {protocol} ports {port.First}-{Math.Min(port.Last, PortRange.MaxPort)}";
    }

    private static string Policies(ImmutableArray<Policy> policies)
    {
        var names = policies.Take(MaxNames).Select(static policy => $"'{policy.Name}'").ToArray();
        return policies.Length switch
        {
            1 => $"policy {names[0]}",
            <= MaxNames => $"policies {string.Join(", ", names[..^1])} and {names[^1]}",
            _ => $"policies {string.Join(", ", names)} and {policies.Length - MaxNames} more",
        };
    }

    private static string Refuser(Policy policy) => policy.Rejections[0].Refuser is PolicyRejection.ApiServer ? "the API server" : policy.Rejections[0].Refuser;

    private static string Verb(ImmutableArray<Policy> policies, string one, string many) => policies.Length == 1 ? one : many;
}
