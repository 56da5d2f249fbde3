using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Rules;
using Stockade.Text;
using SemanticModel = Stockade.Semantics.SemanticModel;

namespace Stockade.Tests.Analysis;

public class AnalyzerDriverTests
{
    private static readonly SourceFile s_file = new("a.yaml", "0123456789");

    private static RuleDiagnostic Diagnostic(int start, string? @namespace = null) =>
        RuleDiagnostics.SyntaxIsInvalid(s_file.At(start, start + 1), new DiagnosticSubject { Namespace = @namespace }, problem: "a problem", severity: DiagnosticSeverity.Warning);

    private static RuleDiagnostic[] Run(params ReadOnlySpan<Rule> rules) =>
        [.. new AnalyzerDriver([.. rules], static (rule, error, at) => RuleDiagnostics.RuleFailed(s_file.At(0, 0), new DiagnosticSubject(), rule, error)).Run(new SemanticModel(), 0, CancellationToken.None)];

    [Fact]
    public void A_rule_that_throws_becomes_a_diagnostic_and_the_others_go_on()
    {
        var diagnostics = Run(new ModelRule(static _ => throw new InvalidOperationException("broken")), new ModelRule(static context => context.ReportDiagnostic(Diagnostic(3))));
        Assert.Equal(["AKS9000", "AKS9001"], diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.Contains("broken", diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnostics_come_in_the_order_of_their_places_and_once()
    {
        var diagnostics = Run(new ModelRule(static context =>
        {
            foreach (var start in (int[])[5, 1, 3, 1])
                context.ReportDiagnostic(Diagnostic(start));
        }));
        Assert.Equal([1, 3, 5], diagnostics.Select(static diagnostic => diagnostic.Location.Span.Start));
    }

    [Theory]
    [InlineData("kube-system", DiagnosticSeverity.Info)]
    [InlineData("gatekeeper-system", DiagnosticSeverity.Info)]
    [InlineData("kubernetes-dashboards", DiagnosticSeverity.Warning)]
    [InlineData("shop", DiagnosticSeverity.Warning)]
    public void What_is_wrong_in_a_system_namespace_is_information(string name, DiagnosticSeverity expected) =>
        Assert.Equal(expected, Assert.Single(Run(new ModelRule(context => context.ReportDiagnostic(Diagnostic(1, name))))).Severity);

    private sealed class ModelRule(Action<ModelAnalysisContext> action) : Rule
    {
        public override DiagnosticDescriptor Descriptor => Descriptors.SyntaxIsInvalid;

        public override void Initialize(AnalysisContext context) => context.RegisterModelAction(action);
    }
}
