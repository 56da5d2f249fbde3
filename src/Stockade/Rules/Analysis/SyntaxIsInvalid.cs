using Microsoft.CodeAnalysis;
using Stockade.Analysis;

namespace Stockade.Rules.Analysis;

internal sealed class SyntaxIsInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SyntaxIsInvalid;

    public override void Initialize(AnalysisContext context) => context.RegisterModelAction(AnalyzeModel);

    private static void AnalyzeModel(ModelAnalysisContext context)
    {
        foreach (var error in context.Model.SyntaxErrors)
        {
            var subject = new DiagnosticSubject { Cause = error.Message };
            context.ReportDiagnostic(RuleDiagnostics.SyntaxIsInvalid(at: error.Location, subject, problem: error.Message));
        }
    }
}
