using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Semantics.Clusters;

/// <summary>Which deployments take which files of which scopes. A deployment meets only the files that its paths can lead to.</summary>
internal sealed class DeployedFiles
{
    private readonly ImmutableArray<(string File, DeploymentScope Scope)> _files;
    private readonly ILookup<string, (string File, DeploymentScope Scope)> _kustomizations;
    private readonly Dictionary<DeploymentScope, List<ManifestDeployment>> _deployments = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<DeploymentScope, HashSet<string>> _covered = new(ReferenceEqualityComparer.Instance);

    public DeployedFiles(ImmutableArray<DeploymentScope> scopes)
    {
        var files = scopes.SelectMany(static scope => scope.Files.Select(file => (File: file, Scope: scope))).ToImmutableArray();
        _files = files.Sort(static (one, other) => string.CompareOrdinal(one.File, other.File));
        _kustomizations = files.Where(static file => file.Scope.Kind is ScopeKind.Kustomization).ToLookup(static file => file.Scope.Root, StringComparer.Ordinal);
    }

    /// <summary>The deployments that take a file of a scope, in the order of their commands.</summary>
    public ImmutableArray<ManifestDeployment> Of(DeploymentScope scope) => _deployments.TryGetValue(scope, out var found) ? [.. found] : [];

    /// <summary>Whether each file of a scope is taken by some deployment.</summary>
    public bool AreAll(DeploymentScope scope) => scope.Files.All(file => _covered.TryGetValue(scope, out var covered) && covered.Contains(file));

    /// <summary>Adds a deployment by the likeliest of its paths that leads to a file.</summary>
    public void Add(ManifestDeployment deployment)
    {
        foreach (var path in deployment.Paths)
        {
            var isFound = false;
            foreach (var (file, scope) in Candidates(deployment.Extent, path).Where(candidate => deployment.Covers(path, candidate.Scope, candidate.File)))
            {
                isFound = true;
                Add(deployment, scope, file);
            }

            if (isFound)
                return;
        }
    }

    private void Add(ManifestDeployment deployment, DeploymentScope scope, string file)
    {
        if (!_deployments.TryGetValue(scope, out var deployments))
            (_deployments[scope], _covered[scope]) = (deployments = [], new HashSet<string>(StringComparer.Ordinal));
        if (deployments is [] || !ReferenceEquals(deployments[^1], deployment))
            deployments.Add(deployment);
        _covered[scope].Add(file);
    }

    private IEnumerable<(string File, DeploymentScope Scope)> Candidates(DeploymentExtent extent, string path) =>
        extent is DeploymentExtent.Kustomization ? _kustomizations[RelativePath.OrDot(path)] : BeginningWith(path.Split('*')[0]);

    private IEnumerable<(string File, DeploymentScope Scope)> BeginningWith(string prefix)
    {
        var (low, high) = (0, _files.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (string.CompareOrdinal(_files[middle].File, prefix) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < _files.Length && _files[low].File.StartsWith(prefix, StringComparison.Ordinal); low++)
            yield return _files[low];
    }
}
