using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Text;

namespace Stockade.Analysis.Fixes;

/// <summary>Writes a field's name as the API server spells it.</summary>
internal static class SpellingFixes
{
    public static IEnumerable<FixCandidate> Propose(RuleDiagnostic diagnostic, SemanticModel model)
    {
        var scopes = model.Scopes.Where(scope => scope.Name == diagnostic.Subject.Scope).ToArray();
        var unknown = scopes.SelectMany(static scope => scope.Policies)
            .Where(policy => policy.Id == diagnostic.Subject.Policy)
            .SelectMany(static policy => PolicyFields.FindUnknown(policy))
            .Concat(scopes.SelectMany(static scope => scope.PolicyReferences).SelectMany(static item => PolicyFields.FindUnknown(item)))
            .FirstOrDefault(field => field.Key.Location.Equals(diagnostic.Location));
        if (unknown?.Suggestion is not { } suggestion)
            yield break;

        // Quotes around the name stay.
        var location = unknown.Key.Location;
        var start = location.Text.IndexOf(unknown.Key.Value, StringComparison.Ordinal);
        if (start >= 0)
        {
            var at = location.File.At(location.Span.Start + start, location.Span.Start + start + unknown.Key.Value.Length);
            yield return new FixCandidate(new Fix($"Write '{suggestion}'", [new TextEdit(at, suggestion)]), FixGoal.Meaning);
        }
    }
}
