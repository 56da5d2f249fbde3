using System.Collections.Immutable;
using Stockade.Analysis;
using SemanticModel = Stockade.Semantics.SemanticModel;

namespace Stockade;

/// <summary>What the rules say of some content, after suppressions and configured severities.</summary>
internal sealed record Judgement(SemanticModel Model, ImmutableArray<RuleDiagnostic> Shown, ImmutableArray<RuleDiagnostic> Suppressed)
{
    /// <summary>With the diagnostics that a baseline knows among the suppressed ones.</summary>
    public Judgement Without((ImmutableArray<RuleDiagnostic> New, ImmutableArray<RuleDiagnostic> Known) divided) => this with
    {
        Shown = divided.New,
        Suppressed = divided.Known.IsEmpty ? Suppressed : [.. Suppressed.Concat(divided.Known).Order(RuleDiagnosticComparer.Instance)],
    };
}
