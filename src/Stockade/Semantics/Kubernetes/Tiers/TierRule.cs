using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>
/// One peer of one rule. <see cref="Pods"/> is null where it names none, <see cref="Ports"/> is null where any port of any protocol matches.
/// Peers of one rule are alternatives with one action, so they stand in a tier one after the other.
/// </summary>
internal sealed record TierRule(TierAction Action, AddressSet Addresses, PodSet? Pods, ImmutableArray<PortRange>? Ports, RuleSource Source)
{
    public PeerEntities Entities { get; init; }

    public bool Matches(Protocol protocol, int port)
    {
        if (Ports is not { } ports)
            return true;
        foreach (var range in ports)
        {
            if (range.Contains(protocol, port))
                return true;
        }

        return false;
    }
}
