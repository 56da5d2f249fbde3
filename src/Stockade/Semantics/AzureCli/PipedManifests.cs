using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli;

/// <summary>What a command reads on its standard input: the text of files, or what the kustomization of a folder builds. Paths are as the script writes them.</summary>
internal sealed record PipedManifests(ImmutableArray<string> Paths)
{
    public bool IsKustomization { get; init; }
}
