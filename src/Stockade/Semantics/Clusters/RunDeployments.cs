using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>What a script, or a job, deploys.</summary>
/// <param name="Run">The script.</param>
/// <param name="Deployments">Files, with the credentials of a cluster.</param>
/// <param name="Others">Files that go nobody knows where.</param>
/// <param name="Texts">Manifests that stand in the script.</param>
/// <param name="Engines">The commands that install a policy engine, each with the cluster it goes to; null where that is not known.</param>
internal sealed record RunDeployments(
    ScriptRun Run,
    ImmutableArray<ManifestDeployment> Deployments,
    ImmutableArray<ManifestDeployment> Others,
    ImmutableArray<ScriptedManifests> Texts,
    ImmutableArray<(ManifestDeployments.Target? Target, SourceLocation Command)> Engines)
{
    public static RunDeployments None { get; } = new(new ScriptRun([], [], []), [], [], [], []);
}
