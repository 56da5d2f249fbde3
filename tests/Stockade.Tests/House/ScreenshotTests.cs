namespace Stockade.Tests.House;

/// <summary>The pictures in the README are drawn from what the tool prints; <c>ACCEPT=1</c> draws them anew.</summary>
public sealed class ScreenshotTests
{
    [Fact]
    public void The_picture_of_a_check_is_what_the_tool_prints()
    {
        var writer = new StringWriter { NewLine = "\n" };
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = RepositoryRoot.Combine("samples", "contoso-retail", "open"), Select = ["AKS1001", "AKS4"] });
        ReportWriter.Write(result, ReportFormat.Text, writer, new ReportOptions { UseColor = true, Width = 92 });
        Golden.Check(TerminalDrawing.ToSvg("stockade check --select AKS1001,AKS4", writer.ToString()), RepositoryRoot.Combine("docs", "check.svg"));
    }

    [Fact]
    public void The_picture_of_an_explanation_is_what_the_tool_prints()
    {
        var writer = new StringWriter { NewLine = "\n" };
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = RepositoryRoot.Combine("samples", "contoso-retail", "open") });
        ObjectReference.WriteExplanation(result, Assert.Single(ObjectReference.Find(result, "backend")), writer);
        Golden.Check(TerminalDrawing.ToSvg("stockade explain backend", writer.ToString()), RepositoryRoot.Combine("docs", "explain.svg"));
    }
}
