using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>What a rule asks of its source or of its destination. <see cref="Location"/> is the first field that says whom it means.</summary>
internal sealed record CalicoSide(string Path, SourceLocation Location, CalicoSelectors Selectors)
{
    public ImmutableArray<IpBlock> Nets { get; init; } = [];

    /// <summary>The nets are exceptions alone: every other address is meant.</summary>
    public ImmutableArray<IpBlockException> NotNets { get; init; } = [];

    public ImmutableArray<PolicyPort>? Ports { get; init; }

    public ImmutableArray<PolicyPort> NotPorts { get; init; } = [];

    public ServiceReference? Service { get; init; }

    /// <summary>All of it cannot be read from the file.</summary>
    public bool IsUnknown { get; init; }
}
