using System.Collections.Immutable;

namespace Stockade.Fuzz;

/// <summary>A reader, and what holds for everything it reads.</summary>
/// <param name="Name">What the command line calls it; the folder of its inputs.</param>
/// <param name="Seeds">Inputs to begin with.</param>
/// <param name="Words">What mutations put in.</param>
/// <param name="Read">Reads an input, and throws where something does not hold. Gives what it read, so that two runs can be compared.</param>
internal sealed record FuzzTarget(string Name, ImmutableArray<string> Seeds, ImmutableArray<string> Words, Func<string, string> Read)
{
    /// <summary>The longest input, in UTF-16 units.</summary>
    public int MaxLength { get; init; } = 2_000;
}
