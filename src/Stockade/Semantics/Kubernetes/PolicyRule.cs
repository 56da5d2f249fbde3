using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// One element of <c>ingress</c> or <c>egress</c>. <see cref="Peers"/> is null where any peer matches, <see cref="Ports"/> is null where
/// any port does. <see cref="Path"/> is the field path from the object's root (<c>spec.egress[0]</c>).
/// </summary>
internal sealed record PolicyRule(ImmutableArray<PolicyPeer>? Peers, ImmutableArray<PolicyPort>? Ports, string Path, SourceLocation Location)
{
    /// <summary>Some part of the rule cannot be read from the file.</summary>
    public bool IsPartlyUnknown =>
        Peers?.Any(static peer => peer.IsPartlyUnknown) == true || Ports?.Any(static port => port.IsUnknown) == true;
}
