using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Tiers;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// Whom one element of a rule names: an <see cref="IpBlock"/>, pods by selectors (a null selector is absent), or one of the groups below; without
/// any, nobody. <see cref="Path"/> is the field path (<c>spec.egress[0].to[0].ipBlock</c>), <see cref="Location"/> the smallest text that decides
/// it (the CIDR, the selector).
/// </summary>
internal sealed record PolicyPeer(LabelSelector? PodSelector, LabelSelector? NamespaceSelector, IpBlock? IpBlock, string Path, SourceLocation Location)
{
    /// <summary>The peer cannot be read from the file: it may name anything, or be no restriction at all.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Addresses the peer stands for by its own meaning, like Cilium's entity <c>world</c>.</summary>
    public AddressSet? Addresses { get; init; }

    /// <summary>Which addresses are meant is known only in the cluster.</summary>
    public bool HasUnknownAddresses { get; init; }

    public PeerEntities Entities { get; init; }

    /// <summary>The Service whose endpoints are meant.</summary>
    public ServiceReference? Service { get; init; }

    /// <summary>The network sets that are meant besides pods.</summary>
    public NetworkSetQuery? Sets { get; init; }

    /// <summary>What <see cref="Sets"/>, or the addresses of the pods, are narrowed to; empty for nothing.</summary>
    public ImmutableArray<IpBlock> Within { get; init; } = [];

    /// <summary>Of pods only those with some addresses are meant: those of <see cref="Within"/> where the peer names pods, else those of the peer.</summary>
    public bool MeansPodsByAddress { get; init; }

    /// <summary>What the peer is called in a reason, where it is no address block.</summary>
    public string? Phrase { get; init; }

    public bool NamesPods => PodSelector is not null || NamespaceSelector is not null;

    /// <summary>Some part of the peer cannot be read from the file.</summary>
    public bool IsPartlyUnknown =>
        IsUnknown
        || HasUnknownAddresses
        || Service is not null
        || PodSelector?.IsPartlyUnknown == true
        || NamespaceSelector?.IsPartlyUnknown == true
        || Sets?.IsPartlyUnknown == true
        || IpBlock?.IsPartlyUnknown == true
        || Within.Any(static block => block.IsPartlyUnknown);
}
