using System.Collections.Immutable;

namespace Stockade.Syntax.Hosts;

/// <summary>What the steps of a job have set for the steps after them.</summary>
internal sealed record HostState
{
    public static HostState Initial { get; } = new();

    public ImmutableDictionary<string, HostValue> Variables { get; init; } = ImmutableDictionary.Create<string, HostValue>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The outputs of steps, by the name of the step, a dot and their own.</summary>
    public ImmutableDictionary<string, HostValue> Outputs { get; init; } = ImmutableDictionary.Create<string, HostValue>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A step set variables that cannot be told: any may have changed.</summary>
    public bool IsForgotten { get; init; }

    public HostState WithoutOutputs(string step) =>
        this with { Outputs = Outputs.RemoveRange(Outputs.Keys.Where(name => name.StartsWith($"{step}.", StringComparison.OrdinalIgnoreCase))) };
}
