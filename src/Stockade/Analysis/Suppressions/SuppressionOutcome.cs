using System.Collections.Immutable;

namespace Stockade.Analysis.Suppressions;

/// <summary>The diagnostics of a run after suppressions.</summary>
internal sealed record SuppressionOutcome(
    ImmutableArray<RuleDiagnostic> Shown,
    ImmutableArray<RuleDiagnostic> Suppressed,
    ImmutableArray<SuppressionProblem> Problems);
