using Stockade.Semantics;

namespace Stockade.Analysis;

/// <summary>What every handler gets: the model and where to report.</summary>
internal abstract class SubjectAnalysisContext(SemanticModel model, Action<RuleDiagnostic> report)
{
    public SemanticModel Model { get; } = model;

    public void ReportDiagnostic(RuleDiagnostic diagnostic) => report(diagnostic);
}
