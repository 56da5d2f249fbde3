using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Analysis;

/// <summary>
/// Adds to a diagnostic about a kustomization what its place alone does not tell: where the object itself is written if a patch or a transformer is
/// what the diagnostic points at, and for which overlays it holds if they share a base.
/// </summary>
internal sealed class KustomizationPlaces
{
    private readonly Dictionary<string, DeploymentScope> _scopes;
    private readonly Dictionary<string, int> _users;

    public KustomizationPlaces(ImmutableArray<DeploymentScope> scopes)
    {
        var kustomizations = scopes.Where(static scope => !scope.Chain.IsEmpty).ToImmutableArray();
        _scopes = kustomizations.ToDictionary(static scope => scope.Name, StringComparer.Ordinal);
        _users = kustomizations.SelectMany(static scope => scope.Files.Concat(scope.Chain).Distinct(StringComparer.Ordinal)).CountBy(static path => path, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
    }

    public RuleDiagnostic Complete(RuleDiagnostic diagnostic, IEnumerable<string?> scopes)
    {
        if (diagnostic.Location.File is null || diagnostic.Subject.Scope is not { } name || !_scopes.TryGetValue(name, out var scope))
            return diagnostic;

        var isShared = _users.GetValueOrDefault(diagnostic.Location.File.Path) > 1;
        return diagnostic with
        {
            Related = [.. diagnostic.Related, .. ObjectOf(diagnostic, scope)],
            Overlays = isShared ? [.. scopes.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [],
        };
    }

    private static IEnumerable<RelatedLocation> ObjectOf(RuleDiagnostic diagnostic, DeploymentScope scope)
    {
        var subject = diagnostic.Subject;
        var place = subject.Policy is { } policy ? scope.Policies.FirstOrDefault(item => item.Id == policy)?.Object.NameLocation
            : subject.Workload is { } workload ? scope.Workloads.FirstOrDefault(item => item.Id == workload)?.Object.NameLocation
            : null;
        if (place is { File: not null } found && found.File.Path != diagnostic.Location.File.Path && !diagnostic.Related.Any(related => related.Location.Equals(found)))
            yield return new RelatedLocation(found, "the object it is set on");
    }
}
