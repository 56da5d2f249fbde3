using System.Net;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// One element of <c>except</c>, or of what takes addresses out of others. A null network is one that cannot be read from the file.
/// </summary>
internal sealed record IpBlockException(IPNetwork? Cidr, SourceLocation Location)
{
    /// <summary>The field path, where the exception stands beside the peer and not in it.</summary>
    public string? Path { get; init; }

    /// <summary>Whether a field path is that of an exception.</summary>
    public static bool IsPath(string path) => path.Contains(".except[", StringComparison.Ordinal) || path.Contains(".notNets[", StringComparison.Ordinal);
}
