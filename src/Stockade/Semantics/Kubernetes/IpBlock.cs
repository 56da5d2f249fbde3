using System.Collections.Immutable;
using System.Net;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A block of addresses minus its exceptions. A null network is one that cannot be read from the file.</summary>
internal sealed record IpBlock(IPNetwork? Cidr, SourceLocation CidrLocation, ImmutableArray<IpBlockException> Except)
{
    /// <summary>Some part of the block cannot be read from the file.</summary>
    public bool IsPartlyUnknown => Cidr is null || Except.Any(static except => except.Cidr is null);
}
