using System.Collections.Immutable;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>
/// A <c>kubectl apply</c> or <c>helm install</c> with the credentials of a cluster. <see cref="Cluster"/> is null where the files do not
/// define that cluster, <see cref="ClusterName"/> names it.
/// </summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="ClusterName">What the command calls it.</param>
/// <param name="Command">Where it is run.</param>
/// <param name="Paths">The paths it may mean, the likeliest first, from the root of the run; empty for the root.</param>
/// <param name="Extent">What of these paths it takes.</param>
internal sealed record ManifestDeployment(ManagedCluster? Cluster, string ClusterName, SourceLocation Command, ImmutableArray<string> Paths, DeploymentExtent Extent)
{
    /// <summary>Whether it deploys a file of a scope by one of the paths it may mean.</summary>
    public bool Covers(string path, DeploymentScope scope, string file) => Extent switch
    {
        DeploymentExtent.Kustomization => scope.Kind is ScopeKind.Kustomization && RelativePath.OrDot(path) == scope.Root,
        DeploymentExtent.Tree => path.Length == 0 || file == path || IsBelow(file, path),

        // kubectl takes the files of a folder, without --recursive not those below it.
        _ => MatchesPattern(file, path) || (IsBelow(file, path) && !file.AsSpan(path.Length + (path.Length == 0 ? 0 : 1)).Contains('/')),
    };

    private static bool IsBelow(string file, string folder) =>
        folder.Length == 0 || (file.Length > folder.Length && file.StartsWith(folder, StringComparison.Ordinal) && file[folder.Length] == '/');

    /// <summary>A path as the shell expands it, by stars in the name of the file only.</summary>
    private static bool MatchesPattern(string file, string pattern)
    {
        var parts = pattern.Split('*');
        if (!file.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        foreach (var part in parts.Skip(1))
        {
            var next = part.Length == 0 ? file.Length : file.IndexOf(part, at, StringComparison.Ordinal);
            if (next < 0 || file.AsSpan(at, next - at).Contains('/'))
                return false;
            at = next + part.Length;
        }

        return at == file.Length;
    }
}
