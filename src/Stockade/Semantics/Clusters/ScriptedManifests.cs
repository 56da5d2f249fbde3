using Stockade.Semantics.AzureCli;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>Manifests that a script holds itself and applies: <c>kubectl apply -f - &lt;&lt;EOF</c>.</summary>
/// <param name="Command">The command that applies them.</param>
/// <param name="Text">What it applies.</param>
/// <param name="Target">Where to; null where that is not known.</param>
internal sealed record ScriptedManifests(CommandInvocation Command, SourceFile Text, ManifestDeployments.Target? Target)
{
    /// <summary>Where an object lands that names no namespace; null for the default one.</summary>
    public string? Namespace { get; init; }

    /// <summary>False where <see cref="Namespace"/> may be another.</summary>
    public bool IsNamespaceKnown { get; init; }

    /// <summary>True where the command runs whenever the script does, and applies the text as it stands.</summary>
    public bool IsCertain { get; init; }
}
