using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One direction of a policy that is in effect. <see cref="Location"/> is the section's key, else the policy's name.</summary>
internal sealed record PolicyDirection(ImmutableArray<PolicyRule> Rules, SourceLocation Location)
{
    /// <summary>Whether the direction is in effect cannot be read from the file.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>The field path, where it is not <c>spec.ingress</c> or <c>spec.egress</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Whether what no rule allows is denied.</summary>
    public Truth Isolates { get; init; } = Truth.True;
}
