using NJsonSchema;

namespace Stockade.Tests.Reporting;

/// <summary>The reports of all samples satisfy the schemas of their formats.</summary>
public sealed class ReportSchemaTests
{
    [Theory]
    [InlineData(ReportFormat.GitLab, "gitlab-code-quality")]
    [InlineData(ReportFormat.Rdjson, "rdjson")]
    public async Task The_reports_of_all_samples_satisfy_the_schema(ReportFormat format, string name)
    {
        var schema = await JsonSchema.FromFileAsync(RepositoryRoot.Combine("tests", "Stockade.Tests", "Reporting", "Schemas", $"{name}.schema.json"));
        var length = 0;
        foreach (var sample in Directory.GetDirectories(RepositoryRoot.Combine("samples")))
        {
            var report = ReportText.Of(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = sample }), format);
            Assert.Empty(schema.Validate(report));
            length += report.Length;
        }

        Assert.InRange(length, 10_000, int.MaxValue);
        Assert.NotEmpty(schema.Validate("""[{"description": 1}]"""));
    }
}
