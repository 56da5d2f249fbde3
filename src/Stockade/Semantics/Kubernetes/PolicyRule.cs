using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// One element of <c>ingress</c> or <c>egress</c>. <see cref="Peers"/> is null where any peer matches, <see cref="Ports"/> is null where
/// any port does; where one is empty the rule matches nothing. <see cref="Path"/> is the field path from the object's root (<c>spec.egress[0]</c>).
/// </summary>
internal sealed record PolicyRule(ImmutableArray<PolicyPeer>? Peers, ImmutableArray<PolicyPort>? Ports, string Path, SourceLocation Location)
{
    public TierAction Action { get; init; } = TierAction.Allow;

    /// <summary>Ports on which the rule does not match.</summary>
    public ImmutableArray<PolicyPort> ExcludedPorts { get; init; } = [];

    /// <summary>Whether a pod matches depends on the address it will have.</summary>
    public bool DependsOnPodAddresses => Peers?.Any(peer => peer is { MeansPodsByAddress: true, Sets: null } && (peer.NamesPods || Action != TierAction.Allow)) == true;

    /// <summary>Some port is given by name.</summary>
    public bool NamesPorts => Ports?.Any(static port => port.PortName is not null) == true || ExcludedPorts.Any(static port => port.PortName is not null);

    /// <summary>Whom the rule means depends on network sets.</summary>
    public bool NamesSets => Peers?.Any(static peer => peer.Sets is not null) == true;

    /// <summary>Something that is not modelled may narrow the rule, down to nothing.</summary>
    public bool MayBeNarrower { get; init; }

    /// <summary>Some part of the rule cannot be read from the file.</summary>
    public bool IsPartlyUnknown =>
        MayBeNarrower || Peers?.Any(static peer => peer.IsPartlyUnknown) == true || Ports?.Any(static port => port.IsUnknown) == true || ExcludedPorts.Any(static port => port.IsUnknown);
}
