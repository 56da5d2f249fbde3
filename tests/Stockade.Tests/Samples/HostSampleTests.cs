namespace Stockade.Tests.Samples;

/// <summary>What the check prints for the shop where a workflow or a pipeline creates its cluster.</summary>
public class HostSampleTests
{
    public static TheoryData<string> Samples() => ["github/open", "github/hardened", "azure-pipelines/open", "azure-pipelines/hardened"];

    private static string Folder(string sample) => RepositoryRoot.Combine("samples", "contoso-retail", sample.Replace('/', Path.DirectorySeparatorChar));

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_prints_what_its_page_says(string sample)
    {
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = Folder(sample) });
        Golden.Check(ReportText.Of(result, ReportFormat.Text), Path.Combine(Folder(sample), "expected.txt"));
        Assert.Equal(sample.EndsWith("hardened", StringComparison.Ordinal), result.Diagnostics.IsEmpty);
    }
}
