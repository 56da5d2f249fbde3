using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Rules.Analysis;

internal sealed class NotAnalyzed : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NotAnalyzed;

    public override void Initialize(AnalysisContext context) => context.RegisterModelAction(AnalyzeModel);

    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        foreach (var item in context.Model.NotAnalyzed)
        {
            var subject = new DiagnosticSubject { Cause = item.Message };
            context.ReportDiagnostic(RuleDiagnostics.NotAnalyzed(at: item.Location, subject, problem: item.Message));
        }
    }
}
