using Stockade.Reporting;

namespace Stockade.Tests.Reporting;

public sealed class LineReporterTests
{
    private static readonly Finding Hostile = new Finding { Message = "a\nb: {0}\tc" }.In("a\r\nb.yaml", "x\ny [|z|]");

    [Fact]
    public void Concise_is_one_line_a_diagnostic() =>
        Assert.Equal("a\\r\\nb.yaml:2:3: warning AKS4001: a\\nb: {0}\\tc\n", Hostile.Write(ConciseReporter.Write));

    [Fact]
    public void MSBuild_has_the_range_and_no_subcategory() =>
        Assert.Equal("a\\r\\nb.yaml(2,3,2,4): warning AKS4001: a\\nb: {0}\\tc\n", Hostile.Write(MSBuildReporter.Write));

    [Fact]
    public void MSBuild_leaves_range_ends_out_where_a_problem_matcher_reads_it() =>
        Assert.Equal("a\\r\\nb.yaml(2,3): warning AKS4001: a\\nb: {0}\\tc\n", Hostile.Write(MSBuildReporter.Write, new ReportOptions { OmitRangeEnds = true }));

    [Fact]
    public void The_line_protocol_keeps_the_path_and_what_may_be_printed_of_the_message() =>
        Assert.Equal(
            "D\twarning\tAKS4001\ta\\r\\nb.yaml\t2\t3\t2\t4\thttps://example.test/AKS4001.md\ta\\\\nb: {0}\\\\tc\n",
            Hostile.Write(LineProtocolReporter.Write));

    [Fact]
    public void A_diagnostic_without_a_place_is_reported_all_the_same()
    {
        var finding = new Finding();
        Assert.Equal("warning AKS4001: the message\n", finding.Write(ConciseReporter.Write));
        Assert.Equal("stockade: warning AKS4001: the message\n", finding.Write(MSBuildReporter.Write));
        Assert.Equal("D\twarning\tAKS4001\t\t0\t0\t0\t0\thttps://example.test/AKS4001.md\tthe message\n", finding.Write(LineProtocolReporter.Write));
        Assert.StartsWith("warning[AKS4001]: the message\n", finding.ToText(), StringComparison.Ordinal);
    }
}
