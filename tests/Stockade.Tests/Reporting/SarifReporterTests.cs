using System.Text.Json;
using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Reporting;
using Stockade.Text;

namespace Stockade.Tests.Reporting;

public sealed class SarifReporterTests
{
    [Fact]
    public void A_result_points_at_its_rule_and_place()
    {
        var run = Run(new Finding { Severity = DiagnosticSeverity.Info }.In("a b/ä#.yaml", "x\n[|y|] {why|z|}").ToReport());
        var result = run.GetProperty("results")[0];

        Assert.Equal("AKS4001", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Equal("note", result.GetProperty("level").GetString());
        Assert.Equal("the message", result.GetProperty("message").GetProperty("text").GetString());
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("a%20b/%C3%A4%23.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.True(run.GetProperty("originalUriBaseIds").TryGetProperty(place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString()!, out _));
        Assert.Equal("""{"startLine":2,"startColumn":1,"endLine":2,"endColumn":2}""", Compact(place.GetProperty("region")));
        Assert.Equal("why", result.GetProperty("relatedLocations")[0].GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(1, result.GetProperty("relatedLocations")[0].GetProperty("id").GetInt32());
        Assert.Equal("shop/Deployment/web", result.GetProperty("properties").GetProperty("workload").GetString());
        Assert.Equal(32, result.GetProperty("partialFingerprints").GetProperty("stockade/v1").GetString()!.Length);
    }

    [Fact]
    public void A_result_lists_the_overlays_it_holds_for()
    {
        var diagnostic = new Finding().In("base/a.yaml", "[|y|]").ToDiagnostic() with { Overlays = ["overlays/dev", "overlays/prod"] };
        var result = Run(new Report { Diagnostics = [diagnostic], Summary = new AnalysisSummary() }).GetProperty("results")[0];

        Assert.Equal("""["overlays/dev","overlays/prod"]""", Compact(result.GetProperty("properties").GetProperty("overlays")));
    }

    [Fact]
    public void Evidence_is_a_path_and_a_fix_a_change_of_the_artifact()
    {
        var diagnostic = new Finding().In("a.yaml", "[|y|] {why|z|}").ToDiagnostic();
        diagnostic = diagnostic with { Fixes = [new Fix("Close it", [new TextEdit(diagnostic.Location, "n")]) { IsUnsafe = true }] };
        var result = Run(new Report { Diagnostics = [diagnostic], Summary = new AnalysisSummary() }).GetProperty("results")[0];

        var steps = result.GetProperty("codeFlows")[0].GetProperty("threadFlows")[0].GetProperty("locations").EnumerateArray();
        Assert.Equal(["the message", "why"], steps.Select(static step => step.GetProperty("location").GetProperty("message").GetProperty("text").GetString()));
        var fix = result.GetProperty("fixes")[0];
        Assert.StartsWith("Close it (unsafe", fix.GetProperty("description").GetProperty("text").GetString(), StringComparison.Ordinal);
        var change = fix.GetProperty("artifactChanges")[0];
        Assert.Equal("a.yaml", change.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(
            """[{"deletedRegion":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":2},"insertedContent":{"text":"n"}}]""",
            Compact(change.GetProperty("replacements")));
    }

    [Fact]
    public void Paths_are_relative_to_the_repository_whose_commit_is_told()
    {
        var report = new Finding().In("k8s/a.yaml", "[|y|]").ToReport() with
        {
            Repository = new SourceRepository { Prefix = "deploy/", Address = "https://example.test/shop", Commit = "c0ffee", Branch = "main" },
        };
        var run = Run(report);
        Assert.Equal("deploy/k8s/a.yaml", run.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(
            """[{"repositoryUri":"https://example.test/shop","revisionId":"c0ffee","branch":"main","mappedTo":{"uriBaseId":"SRCROOT"}}]""",
            Compact(run.GetProperty("versionControlProvenance")));
    }

    [Fact]
    public void A_clean_run_has_an_empty_results_array()
    {
        var run = Run(new Report { Diagnostics = [], Summary = new AnalysisSummary() });
        Assert.Equal(0, run.GetProperty("results").GetArrayLength());
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public void A_path_error_is_a_notification_and_no_success()
    {
        var invocation = Run(new Report { Diagnostics = [], Summary = new AnalysisSummary(), PathErrors = ["'x' does not exist"] }).GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("'x' does not exist.", invocation.GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text").GetString());
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    private static JsonElement Run(Report report)
    {
        var writer = new StringWriter();
        SarifReporter.Write(report, writer);
        return JsonDocument.Parse(writer.ToString()).RootElement.GetProperty("runs")[0];
    }
}
