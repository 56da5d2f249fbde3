using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Analysis.Suppressions;

/// <summary>A directive and what it covers: places in its file, and namespaces of scopes.</summary>
internal sealed record Suppression(SuppressionDirective Directive, ImmutableArray<SourceLocation> Places)
{
    public ImmutableArray<(string Scope, string Namespace)> Namespaces { get; init; } = [];

    /// <summary>At the primary or at any related location, or by the namespace the diagnostic is about.</summary>
    public bool Covers(RuleDiagnostic diagnostic)
    {
        if (Covers(diagnostic.Location))
            return true;
        foreach (var related in diagnostic.Related)
        {
            if (Covers(related.Location))
                return true;
        }

        return diagnostic.Subject is { Scope: { } scope, Namespace: { } name } && Namespaces.Contains((scope, name));
    }

    private bool Covers(SourceLocation location)
    {
        foreach (var place in Places)
        {
            if (location.File is { } file && file.Path == place.File.Path && place.Span.IntersectsWith(location.Span))
                return true;
        }

        return false;
    }
}
