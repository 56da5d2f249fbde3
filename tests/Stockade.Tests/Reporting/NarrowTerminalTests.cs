using Stockade.Reporting;

namespace Stockade.Tests.Reporting;

public sealed class NarrowTerminalTests
{
    [Fact]
    public void Reports_of_all_samples_are_readable_at_80_columns()
    {
        foreach (var sample in Directory.GetDirectories(RepositoryRoot.Combine("samples")))
        {
            var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = sample });
            var writer = new StringWriter { NewLine = "\n" };
            ReportWriter.Write(result, ReportFormat.Text, writer, new ReportOptions { Width = 80, OmitSummary = true });

            // Addresses and paths stay whole, so that they can be clicked and copied.
            Assert.All(writer.ToString().Split('\n'), static line => Assert.True(
                DisplayWidth.Of(line) <= 80 || line.Contains(" = help: https://", StringComparison.Ordinal) || line.Contains("--> ", StringComparison.Ordinal) || line.Contains("::: ", StringComparison.Ordinal)
                || line.Contains(" = note: ", StringComparison.Ordinal),
                line));
        }
    }
}
