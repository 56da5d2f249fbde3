using System.Collections.Immutable;

namespace Stockade.Analysis.Baselines;

/// <summary>
/// Known findings. Each covers one: where the same happens once more, the surplus is new. A finding about several workloads is known only where
/// one that was about all of them is.
/// </summary>
internal sealed class Baseline
{
    private readonly ImmutableArray<BaselineEntry> _entries;

    public Baseline(IEnumerable<BaselineEntry> entries) => _entries = [.. entries];

    /// <summary>Divides diagnostics into new and known ones, both in the order given. <paramref name="reason"/> tells where they are known from.</summary>
    public (ImmutableArray<RuleDiagnostic> New, ImmutableArray<RuleDiagnostic> Known) Divide(ImmutableArray<RuleDiagnostic> diagnostics, string reason)
    {
        var entries = _entries.GroupBy(static entry => entry.Fingerprint, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
        var known = new HashSet<RuleDiagnostic>(ReferenceEqualityComparer.Instance);

        // The widest first: it is the hardest to cover.
        foreach (var diagnostic in diagnostics.OrderByDescending(static diagnostic => diagnostic.Subject.Workloads.Length))
        {
            if (IsUncoverable(diagnostic.Id) || !entries.TryGetValue(Fingerprint.Of(diagnostic), out var candidates))
                continue;
            var entry = candidates
                .Where(candidate => diagnostic.Subject.Workloads.All(workload => candidate.Workloads.Contains(workload, StringComparer.Ordinal)))
                .MinBy(static candidate => candidate.Workloads.Length);
            if (entry is not null && candidates.Remove(entry))
                known.Add(diagnostic);
        }

        return (
            [.. diagnostics.Where(diagnostic => !known.Contains(diagnostic))],
            [.. diagnostics.Where(known.Contains).Select(diagnostic => diagnostic with { Suppression = new DiagnosticSuppression(reason, Location: null) })]);
    }

    /// <summary>What says that a run proves less than it seems to is never an old acquaintance.</summary>
    public static bool IsUncoverable(string id) => id is "AKS9000" or "AKS9005";
}
