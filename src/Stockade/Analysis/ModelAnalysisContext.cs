using Stockade.Semantics;

namespace Stockade.Analysis;

/// <summary>The whole run.</summary>
internal sealed class ModelAnalysisContext(SemanticModel model, Action<RuleDiagnostic> report) : SubjectAnalysisContext(model, report);
