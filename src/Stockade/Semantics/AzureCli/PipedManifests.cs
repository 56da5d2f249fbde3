using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.AzureCli;

/// <summary>
/// What a command reads on its standard input: the text of files, what the kustomization of a folder builds, or a text of the script itself. Paths are as
/// the script writes them.
/// </summary>
internal sealed record PipedManifests(ImmutableArray<string> Paths)
{
    public bool IsKustomization { get; init; }

    /// <summary>The text, where it stands in the script.</summary>
    public SourceFile? Text { get; init; }

    /// <summary>True where a program changed <see cref="Text"/> on its way.</summary>
    public bool IsChanged { get; init; }
}
