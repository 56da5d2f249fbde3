using System.Collections.Immutable;

namespace Stockade.Analysis.Baselines;

/// <summary>A known finding. <see cref="About"/> is for people who read the file; the fingerprint and the workloads decide.</summary>
internal sealed record BaselineEntry(string Rule, string Fingerprint, ImmutableArray<string> Workloads)
{
    public DiagnosticSubject About { get; init; } = new();

    public static BaselineEntry Of(RuleDiagnostic diagnostic) => new(diagnostic.Id, Analysis.Fingerprint.Of(diagnostic), diagnostic.Subject.Workloads)
    {
        About = diagnostic.Subject,
    };
}
