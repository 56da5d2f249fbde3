using System.Collections.Immutable;

namespace Stockade.Syntax.Hosts;

/// <summary>The jobs of a file in the order they run, and the other files that are part of them and do not run by themselves.</summary>
internal sealed record HostPlan(ImmutableArray<HostJob> Jobs)
{
    public static HostPlan Empty { get; } = new([]);

    /// <summary>The paths of templates, actions and workflows that were followed.</summary>
    public ImmutableArray<string> Included { get; init; } = [];
}
