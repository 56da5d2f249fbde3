using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One direction of a policy that is in effect: it isolates, and its rules allow. <see cref="Location"/> is the section's key, else the policy's name.</summary>
internal sealed record PolicyDirection(ImmutableArray<PolicyRule> Rules, SourceLocation Location)
{
    /// <summary>Whether the direction is in effect cannot be read from the file.</summary>
    public bool IsUnknown { get; init; }
}
