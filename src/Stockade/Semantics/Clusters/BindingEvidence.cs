using System.Collections.Immutable;

namespace Stockade.Semantics.Clusters;

/// <summary>What says which cluster a scope goes to.</summary>
/// <param name="Runs">The scripts and jobs, which may deploy.</param>
/// <param name="Declared">The clusters that are declared for scopes, by the scopes' names.</param>
internal sealed record BindingEvidence(ImmutableArray<ScriptRun> Runs, ImmutableDictionary<string, string> Declared)
{
    public static BindingEvidence None { get; } = new([], ImmutableDictionary<string, string>.Empty);
}
