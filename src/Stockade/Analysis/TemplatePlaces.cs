using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Analysis;

/// <summary>
/// Leads diagnostics about what helm rendered back to the templates, which are what the reader edits. What several sets of values say in the same place
/// is said once.
/// </summary>
internal sealed class TemplatePlaces(ImmutableArray<DeploymentScope> scopes)
{
    private readonly HashSet<string> _shared =
    [
        .. scopes.Where(static scope => scope.Kind == ScopeKind.Chart).GroupBy(static scope => scope.Root, StringComparer.Ordinal)
            .Where(static group => group.Skip(1).Any())
            .SelectMany(static group => group.Select(static scope => scope.Name)),
    ];

    public ImmutableArray<RuleDiagnostic> Find(ImmutableArray<RuleDiagnostic> diagnostics)
    {
        if (!diagnostics.Any(static diagnostic => IsRendered(diagnostic.Location) || diagnostic.Related.Any(static related => IsRendered(related.Location))))
            return diagnostics;
        return
        [
            .. diagnostics.Select(Find)
                .GroupBy(static diagnostic => diagnostic, RuleDiagnosticComparer.Instance)
                .Select(static group => group.First() with { Overlays = [.. group.SelectMany(static item => item.Overlays).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] })
                .Order(RuleDiagnosticComparer.Instance),
        ];
    }

    private static bool IsRendered(SourceLocation location) => location.File?.Origins is not null;

    private RuleDiagnostic Find(RuleDiagnostic diagnostic)
    {
        var found = diagnostic with
        {
            Related = [.. diagnostic.Related.Select(Find).DistinctBy(static related => (related.Location, related.Message))],
            Suppression = diagnostic.Suppression is { Location: { } place } suppression ? suppression with { Location = place.Origin.Location } : diagnostic.Suppression,
        };
        if (!IsRendered(diagnostic.Location))
            return found;
        var origin = diagnostic.Location.Origin;
        return found with
        {
            Location = origin.Location,
            RenderedLine = origin.Made,
            Template = origin.Template,
            Overlays = diagnostic.Subject.Scope is { } scope && _shared.Contains(scope) ? [scope] : diagnostic.Overlays,
        };
    }

    private static RelatedLocation Find(RelatedLocation related)
    {
        if (!IsRendered(related.Location))
            return related;
        var origin = related.Location.Origin;
        return new RelatedLocation(origin.Location, origin.Made is null ? related.Message : $"{related.Message} (rendered as '{origin.Made}')") { Template = origin.Template };
    }
}
