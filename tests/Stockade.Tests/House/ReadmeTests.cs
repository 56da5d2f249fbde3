namespace Stockade.Tests.House;

/// <summary>The output in the README is what the tool prints.</summary>
public class ReadmeTests
{
    private const string Command = "$ stockade check samples/contoso-retail/open --select AKS2002,AKS4";

    [Fact]
    public void The_output_in_the_readme_is_real()
    {
        var path = RepositoryRoot.Combine("README.md");
        var lines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n').ToList();
        var start = lines.IndexOf(Command) + 1;
        Assert.True(start > 0, $"README.md shows no '{Command}'");
        var end = lines.IndexOf("```", start);

        var result = AnalyzerEngine.Analyze(new AnalysisOptions
        {
            RootDirectory = RepositoryRoot.Path,
            Paths = ["samples/contoso-retail/open"],
            Select = ["AKS2002", "AKS4"],
        });
        var writer = new StringWriter { NewLine = "\n" };
        ReportWriter.Write(result, ReportFormat.Text, writer, new ReportOptions { Width = 100 });
        lines.RemoveRange(start, end - start);
        lines.InsertRange(start, writer.ToString().TrimEnd('\n').Split('\n'));
        Golden.Check(string.Join('\n', lines), path);
    }
}
