using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Reporting;
using Stockade.Text;

namespace Stockade.Tests.Reporting;

/// <summary>The formats of build hosts, read back as the hosts read them.</summary>
public sealed class HostReporterTests
{
    private static readonly ReportOptions Plain = new() { PathPrefix = "../", OmitSummary = true };

    private static readonly Finding Web = new Finding { Message = "100%: a, b" }.In("k8s/a,b.yaml", "日😀: [|web|] {why|it|}");

    [Fact]
    public void GitHub_annotates_the_range_under_the_path_in_the_repository()
    {
        var command = WorkflowCommand.Parse(Write(GitHubReporter.Write, Web).TrimEnd('\n'));

        Assert.NotNull(command);
        Assert.Equal("warning", command.Name);
        Assert.Equal("../k8s/a,b.yaml:1:6: 100%: a, b", command.Message);
        Assert.Equal(
            ["title=AKS4001", "file=deploy/k8s/a,b.yaml", "line=1", "endLine=1", "col=6", "endColumn=9"],
            command.Properties.Select(static property => $"{property.Key}={property.Value}"));
    }

    [Fact]
    public void GitHub_gets_ten_annotations_of_a_kind_errors_first_and_the_rest_as_lines()
    {
        var diagnostics = Enumerable.Range(0, 24).Select(static number => new Finding
        {
            Message = $"finding {number}",
            Severity = number % 2 == 0 ? DiagnosticSeverity.Info : DiagnosticSeverity.Error,
        }.In("a.yaml", "[|x|]").ToDiagnostic());
        var lines = Write(GitHubReporter.Write, [.. diagnostics]).TrimEnd('\n').Split('\n');

        Assert.Equal([.. Enumerable.Repeat("error", 10), .. Enumerable.Repeat("notice", 10)], lines.Select(static line => WorkflowCommand.Parse(line)?.Name).OfType<string>());
        Assert.Equal(
            ["4 more diagnostics that GitHub would not annotate:", "../a.yaml:1:1: error AKS4001: finding 21", "../a.yaml:1:1: error AKS4001: finding 23", "../a.yaml:1:1: info AKS4001: finding 20", "../a.yaml:1:1: info AKS4001: finding 22"],
            lines[20..]);
    }

    [Fact]
    public void The_step_summary_is_a_table_in_which_no_text_is_markup()
    {
        var finding = new Finding { Message = "<b> | `x` [y](z) $a$" }.In("k8s/_a_.yaml", "\n[|web|]");
        var row = Write(StepSummaryReporter.Write, finding).TrimEnd('\n').Split('\n')[^1];
        Assert.Equal(
            "| warning | [AKS4001](https://example.test/AKS4001.md) | deploy/k8s/_a_.yaml:2 | <b> | `x` [y](z) $a$ |",
            System.Net.WebUtility.HtmlDecode(row));
        Assert.DoesNotContain('<', row);
        Assert.Equal(5, row.Count(static unit => unit == '|'));
    }

    [Fact]
    public void A_step_summary_stays_within_what_GitHub_shows()
    {
        var diagnostic = new Finding { Message = new string('<', 5000) }.In("a.yaml", "[|x|]").ToDiagnostic();
        var text = Write(StepSummaryReporter.Write, [.. Enumerable.Repeat(diagnostic, 2000)]);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 200_000, 1024 * 1024);
        Assert.Matches("… and [0-9]+ more diagnostics\n$", text);
    }

    [Fact]
    public void Azure_logs_issues_with_absolute_paths_and_completes_a_run_that_passes_with_issues()
    {
        var issue = "##vso[task.logissue type=warning;sourcepath=/srv/deploy/k8s/a,b.yaml;linenumber=1;columnnumber=6;code=AKS4001;]100%AZP25: a, b\n";
        Assert.Equal(issue, Write(AzureReporter.Write, Web));
        Assert.Equal(issue + "##vso[task.complete result=SucceededWithIssues;]\n", Write(AzureReporter.Write, [Web.ToDiagnostic()], new ReportOptions { OmitSummary = true, IsPassing = true }));
        Assert.Equal("../a.yaml:1:1: info AKS4001: the message\n", Write(AzureReporter.Write, new Finding { Severity = DiagnosticSeverity.Info }.In("a.yaml", "[|x|]")));
    }

    [Fact]
    public void GitLab_s_fingerprints_differ_and_paths_are_the_repository_s()
    {
        var issues = JsonDocument.Parse(Write(GitLabReporter.Write, [Web.ToDiagnostic(), Web.ToDiagnostic()])).RootElement;
        Assert.Equal(2, issues.EnumerateArray().Select(static issue => issue.GetProperty("fingerprint").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("major", issues[0].GetProperty("severity").GetString());
        Assert.Equal("deploy/k8s/a,b.yaml", issues[0].GetProperty("location").GetProperty("path").GetString());
        Assert.Equal("""{"line":1,"column":6}""", JsonSerializer.Serialize(issues[0].GetProperty("location").GetProperty("positions").GetProperty("begin")));
    }

    [Fact]
    public void Rdjson_counts_bytes_and_suggests_the_fix()
    {
        var diagnostic = Web.ToDiagnostic();
        diagnostic = diagnostic with { Fixes = [new Fix("Rename it", [new TextEdit(diagnostic.Location, "api")])] };
        var item = JsonDocument.Parse(Write(RdjsonReporter.Write, [diagnostic])).RootElement.GetProperty("diagnostics")[0];
        const string Range = """{"start":{"line":1,"column":10},"end":{"line":1,"column":13}}""";
        Assert.Equal("../k8s/a,b.yaml", item.GetProperty("location").GetProperty("path").GetString());
        Assert.Equal(Range, JsonSerializer.Serialize(item.GetProperty("location").GetProperty("range")));
        Assert.Equal($$"""[{"range":{{Range}},"text":"api"}]""", JsonSerializer.Serialize(item.GetProperty("suggestions")));
    }

    [Fact]
    public void JUnit_fails_errors_and_warnings_and_skips_what_is_suppressed()
    {
        var info = new Finding { Severity = DiagnosticSeverity.Info }.In("a.yaml", "[|x|]").ToDiagnostic();
        var report = Report([Web.ToDiagnostic(), info], Plain) with { Suppressed = [info with { Suppression = new DiagnosticSuppression("known", null) }] };
        var writer = new StringWriter();
        JUnitReporter.Write(report, writer);
        var suites = XDocument.Parse(writer.ToString()).Root!;

        Assert.Equal(("3", "1", "1"), ((string?)suites.Attribute("tests"), (string?)suites.Attribute("failures"), (string?)suites.Attribute("skipped")));
        Assert.Equal(["../a.yaml", "../k8s/a,b.yaml"], suites.Elements("testsuite").Select(static suite => (string?)suite.Attribute("name")));
        Assert.Equal(["system-out", "skipped", "failure"], suites.Descendants("testcase").Select(static item => item.Elements().Single().Name.LocalName));
        Assert.Single(XDocument.Parse(Write(JUnitReporter.Write, [])).Descendants("testcase"));
    }

    private static string Write(Action<Report, TextWriter> reporter, Finding finding) => Write(reporter, [finding.ToDiagnostic()]);

    private static string Write(Action<Report, TextWriter> reporter, RuleDiagnostic[] diagnostics, ReportOptions? options = null)
    {
        var writer = new StringWriter();
        reporter(Report(diagnostics, options ?? Plain), writer);
        return writer.ToString();
    }

    private static Report Report(RuleDiagnostic[] diagnostics, ReportOptions options) => new()
    {
        Diagnostics = [.. diagnostics],
        Summary = new AnalysisSummary { Warnings = 1 },
        Options = options,
        RootDirectory = "/srv/deploy",
        Repository = new SourceRepository { Prefix = "deploy/" },
    };
}
