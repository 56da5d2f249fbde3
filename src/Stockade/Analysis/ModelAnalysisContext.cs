using Stockade.Semantics;

namespace Stockade.Analysis;

/// <summary>The whole run.</summary>
internal sealed class ModelAnalysisContext(SemanticModel model, Action<RuleDiagnostic> report) : SubjectAnalysisContext(model, report)
{
    /// <summary>The namespaces of all scopes that have workloads, scope by scope in the order of their names.</summary>
    public IEnumerable<NamespaceAnalysisContext> Namespaces => Model.Scopes.SelectMany(scope => NamespaceAnalysisContext.In(scope, Model, ReportDiagnostic));
}
