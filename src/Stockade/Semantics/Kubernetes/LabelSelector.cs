using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes;

/// <summary>A conjunction of requirements; without any it matches everything.</summary>
internal sealed record LabelSelector(ImmutableArray<LabelRequirement> Requirements, SourceLocation? Location)
{
    public static LabelSelector Everything { get; } = new([], null);

    public bool IsEmpty => Requirements.IsEmpty;
}
