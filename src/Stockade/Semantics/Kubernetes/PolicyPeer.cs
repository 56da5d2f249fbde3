using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// One element of <c>from</c> or <c>to</c>: either an <see cref="IpBlock"/>, or selectors (a null selector is absent). <see cref="Path"/>
/// is the field path (<c>spec.egress[0].to[0].ipBlock</c>), <see cref="Location"/> the smallest text that decides it (the CIDR, the selector).
/// </summary>
internal sealed record PolicyPeer(LabelSelector? PodSelector, LabelSelector? NamespaceSelector, IpBlock? IpBlock, string Path, SourceLocation Location)
{
    /// <summary>The peer cannot be read from the file: it may name anything, or be no restriction at all.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Some part of the peer cannot be read from the file.</summary>
    public bool IsPartlyUnknown =>
        IsUnknown
        || PodSelector?.IsPartlyUnknown == true
        || NamespaceSelector?.IsPartlyUnknown == true
        || (IpBlock is { } block && (block.Cidr is null || block.Except.Any(static except => except.Cidr is null)));
}
