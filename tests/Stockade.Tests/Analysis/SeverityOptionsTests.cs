using Microsoft.CodeAnalysis;
using Stockade.Analysis;
using Stockade.Tests.Reporting;

namespace Stockade.Tests.Analysis;

public sealed class SeverityOptionsTests
{
    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("none", null)]
    [InlineData("silent", null)]
    [InlineData("default", DiagnosticSeverity.Warning)]
    [InlineData("nonsense", DiagnosticSeverity.Warning)]
    public void A_rule_is_set_by_its_id(string word, DiagnosticSeverity? expected) =>
        Assert.Equal(expected, SeverityIn($"[*.yaml]\ndotnet_diagnostic.AKS4001.severity = {word}"));

    [Fact]
    public void The_rule_wins_over_its_category_and_the_category_over_all() =>
        Assert.Multiple(
            static () => Assert.Equal(DiagnosticSeverity.Error, SeverityIn("[*]\ndotnet_analyzer_diagnostic.severity = error")),
            static () => Assert.Equal(DiagnosticSeverity.Info, SeverityIn("[*]\ndotnet_analyzer_diagnostic.severity = error\ndotnet_analyzer_diagnostic.category-Metadata.severity = suggestion")),
            static () => Assert.Null(SeverityIn(
                "[*]\ndotnet_analyzer_diagnostic.severity = error\ndotnet_analyzer_diagnostic.category-Metadata.severity = suggestion\ndotnet_diagnostic.AKS4001.severity = none")));

    [Fact]
    public void A_section_for_other_files_changes_nothing() =>
        Assert.Equal(DiagnosticSeverity.Warning, SeverityIn("[*.sh]\ndotnet_diagnostic.AKS4001.severity = none\n[other/**]\ndotnet_diagnostic.AKS4001.severity = error"));

    [Fact]
    public void The_nearer_file_wins() =>
        Assert.Equal(
            DiagnosticSeverity.Info,
            SeverityIn(("/repo/.editorconfig", "root = true\n[*]\ndotnet_diagnostic.AKS4001.severity = error"), ("/repo/k8s/.editorconfig", "[*]\ndotnet_diagnostic.AKS4001.severity = suggestion")));

    [Fact]
    public void A_root_file_hides_what_lies_above() =>
        Assert.Equal(
            DiagnosticSeverity.Warning,
            SeverityIn(("/repo/.editorconfig", "[*]\ndotnet_diagnostic.AKS4001.severity = error"), ("/repo/k8s/.editorconfig", "root = true\n")));

    [Fact]
    public void A_global_configuration_holds_where_no_file_says_otherwise()
    {
        (string, string) global = ("/repo/.globalconfig", "is_global = true\ndotnet_diagnostic.AKS4001.severity = error");
        Assert.Equal(DiagnosticSeverity.Error, SeverityIn(global));
        Assert.Equal(DiagnosticSeverity.Info, SeverityIn(global, ("/repo/.editorconfig", "[*]\ndotnet_diagnostic.AKS4001.severity = suggestion")));
    }

    [Fact]
    public void A_case_that_the_rule_itself_plays_down_is_not_raised_but_can_be_turned_off()
    {
        var lowered = new Finding { Severity = DiagnosticSeverity.Info };
        Assert.Equal(DiagnosticSeverity.Info, SeverityIn(lowered, ("/repo/.editorconfig", "[*]\ndotnet_diagnostic.AKS4001.severity = error")));
        Assert.Null(SeverityIn(lowered, ("/repo/.editorconfig", "[*]\ndotnet_diagnostic.AKS4001.severity = none")));
    }

    private static DiagnosticSeverity? SeverityIn(string editorConfig) => SeverityIn(("/repo/.editorconfig", editorConfig));

    private static DiagnosticSeverity? SeverityIn(params (string Path, string Text)[] files) => SeverityIn(new Finding(), files);

    private static DiagnosticSeverity? SeverityIn(Finding finding, params (string Path, string Text)[] files)
    {
        var diagnostics = SeverityOptions.Create(files).Apply([finding.In("k8s/web.yaml", "[|x|]").ToDiagnostic()], "/repo");
        return diagnostics.IsEmpty ? null : Assert.Single(diagnostics).Severity;
    }
}
