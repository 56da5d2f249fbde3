using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Compiles the policies of one namespace into rules of a tier. Policies are known by their index. What is unknown compiles into nothing at the
/// lower bound and into as much as it may be at the upper.
/// </summary>
internal sealed class NetworkPolicyCompiler(string @namespace, ImmutableArray<NetworkPolicy> policies)
{
    private readonly ConcurrentDictionary<(int Policy, TrafficDirection Direction, Bound Bound), ImmutableArray<TierRule>> _compiled = new();

    /// <summary>The tier of the policies that isolate a workload; none where the list is empty.</summary>
    public ImmutableArray<PolicyTier> Compile(ImmutableArray<int> isolating, TrafficDirection direction, Bound bound, ImmutableArray<ContainerPort> ports)
    {
        if (isolating.IsEmpty)
            return [];
        var rules = ImmutableArray.CreateBuilder<TierRule>();
        foreach (var policy in isolating)
            rules.AddRange(CompilePolicy(policy, direction, bound, ports));

        // Order does not matter among allow rules, and the search for pods is fastest where the widest come first.
        rules.Sort(static (left, right) => (left.Pods?.RequirementCount ?? 0).CompareTo(right.Pods?.RequirementCount ?? 0));
        return [new PolicyTier(rules.DrainToImmutable(), TierAction.Deny)];
    }

    private ImmutableArray<TierRule> CompilePolicy(int index, TrafficDirection direction, Bound bound, ImmutableArray<ContainerPort> ports)
    {
        if (policies[index].Section(direction) is not { } section)
            return [];
        var dependsOnPorts = direction == TrafficDirection.Ingress
            && section.Rules.Any(static rule => rule.Ports?.Any(static port => port.PortName is not null) == true);
        return dependsOnPorts
            ? CompileSection(policies[index], section, direction, bound, ports)
            : _compiled.GetOrAdd((index, direction, bound), _ => CompileSection(policies[index], section, direction, bound, []));
    }

    private ImmutableArray<TierRule> CompileSection(
        NetworkPolicy policy, PolicyDirection section, TrafficDirection direction, Bound bound, ImmutableArray<ContainerPort> ports)
    {
        var rules = ImmutableArray.CreateBuilder<TierRule>();
        foreach (var rule in section.Rules)
        {
            var ranges = CompilePorts(rule.Ports, direction, bound, ports);
            if (ranges is { IsEmpty: true })
                continue;
            if (rule.Peers is not { } peers)
            {
                rules.Add(new TierRule(TierAction.Allow, AddressSet.Everything, PodSet.Everything, ranges, new RuleSource(policy, rule, null)));
                continue;
            }

            foreach (var peer in peers)
            {
                if (CompilePeer(peer, bound) is var (addresses, pods) && (pods is not null || !addresses.IsEmpty))
                    rules.Add(new TierRule(TierAction.Allow, addresses, pods, ranges, new RuleSource(policy, rule, peer)));
            }
        }

        return rules.DrainToImmutable();
    }

    private (AddressSet Addresses, PodSet? Pods) CompilePeer(PolicyPeer peer, Bound bound)
    {
        if (peer.IsUnknown)
            return bound == Bound.Lower ? (AddressSet.Empty, null) : (AddressSet.Everything, PodSet.Everything);
        if (peer.IpBlock is { } block)
            return (CompileBlock(block, bound), null);

        var pod = SelectorBounds.Read(peer.PodSelector ?? LabelSelector.Everything, bound, key => Mentioned(key, static peer => peer.PodSelector));
        var inNamespace = peer.NamespaceSelector is null
            ? [new LabelRequirement(PodSet.NamespaceNameLabel, LabelOperator.In, [@namespace], null)]
            : SelectorBounds.Read(peer.NamespaceSelector, bound, key => Mentioned(key, static peer => peer.NamespaceSelector).Append(@namespace));
        return pod is null || inNamespace is null ? (AddressSet.Empty, null) : (AddressSet.Empty, new PodSet(inNamespace.Value, pod.Value));
    }

    private static AddressSet CompileBlock(IpBlock block, Bound bound)
    {
        var isCertain = block.Cidr is not null && block.Except.All(static except => except.Cidr is not null);
        if (bound == Bound.Lower && !isCertain)
            return AddressSet.Empty;
        var addresses = block.Cidr is { } cidr ? AddressSet.Of(cidr) : AddressSet.Everything;
        return addresses.Except(AddressSet.Union(block.Except.Where(static except => except.Cidr is not null).Select(static except => AddressSet.Of(except.Cidr!.Value))));
    }

    /// <summary>The ports of a rule: null for any, empty where it can match none.</summary>
    private static ImmutableArray<PortRange>? CompilePorts(
        ImmutableArray<PolicyPort>? entries, TrafficDirection direction, Bound bound, ImmutableArray<ContainerPort> ports)
    {
        if (entries is null)
            return null;
        var ranges = ImmutableArray.CreateBuilder<PortRange>();
        foreach (var entry in entries.Value)
        {
            if (entry.IsUnknown)
            {
                if (bound == Bound.Upper)
                    ranges.AddRange(Enum.GetValues<Protocol>().Select(PortRange.AllOf));
            }
            else if (entry.PortName is not null)
            {
                // A name is resolved on the destination: the selected pod for ingress. An address outside has no names.
                if (direction == TrafficDirection.Ingress)
                    ranges.AddRange(Resolve(entry, bound, ports));
            }
            else
            {
                ranges.Add(entry.FirstPort is { } first ? new PortRange(entry.Protocol, first, entry.LastPort ?? first) : PortRange.AllOf(entry.Protocol));
            }
        }

        return ranges.DrainToImmutable();
    }

    private static IEnumerable<PortRange> Resolve(PolicyPort entry, Bound bound, ImmutableArray<ContainerPort> ports)
    {
        for (var index = 0; index < ports.Length; index++)
        {
            var port = ports[index];
            if (port.Protocol != entry.Protocol || !string.Equals(port.Name, entry.PortName, StringComparison.Ordinal))
                continue;

            // A port without a readable number lies somewhere: at least apart from every other, at most on the most open one.
            if (port.Number is { } number)
                yield return new PortRange(entry.Protocol, number, number);
            else if (bound == Bound.Lower)
                yield return new PortRange(entry.Protocol, PortRange.MaxPort + 2 + (2 * index), PortRange.MaxPort + 2 + (2 * index));
            else
                yield return PortRange.AllOf(entry.Protocol);
        }
    }

    /// <summary>Every value that the peers of this namespace's policies name for a key.</summary>
    private IEnumerable<string> Mentioned(string key, Func<PolicyPeer, LabelSelector?> selector) =>
        policies
            .SelectMany(static policy => policy.Ingress?.Rules ?? [])
            .SelectMany(static rule => rule.Peers ?? [])
            .SelectMany(peer => selector(peer)?.Requirements ?? [])
            .Where(requirement => string.Equals(requirement.Key, key, StringComparison.Ordinal))
            .SelectMany(static requirement => requirement.Values)
            .OfType<string>();
}
