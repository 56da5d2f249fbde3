using System.Net;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One element of <c>except</c>. A null network is one that cannot be read from the file.</summary>
internal sealed record IpBlockException(IPNetwork? Cidr, SourceLocation Location);
