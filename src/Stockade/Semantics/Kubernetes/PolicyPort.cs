using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// One element of <c>ports</c>: all ports of the protocol (no number, no name), a range of numbers, or a name. <see cref="IsUnknown"/>:
/// the port or the protocol cannot be read from the file.
/// </summary>
internal sealed record PolicyPort(Protocol Protocol, int? FirstPort, int? LastPort, string? PortName, SourceLocation Location)
{
    public bool IsUnknown { get; init; }
}
