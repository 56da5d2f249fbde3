using System.Text.Json;
using Stockade.Reporting;

namespace Stockade.Tests.Reporting;

/// <summary>Where a rendered manifest comes from, in every format.</summary>
public sealed class TemplateTests
{
    private const string Rendered =
        """
        # Source: shop/templates/web.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {template: {metadata: {labels: {app: web}}}}
        ---
        # Source: shop/charts/db/templates/db.yaml
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: shop}
        spec: {template: {metadata: {labels: {app: db}}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: bare, namespace: shop}
        spec: {}

        """;

    [Fact]
    public void A_place_in_rendered_output_has_the_template_of_its_document()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rendered.yaml", Rendered);

        var diagnostic = Assert.Single(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path, Select = ["AKS4001"] }).Diagnostics);

        Assert.Equal("shop/templates/web.yaml", diagnostic.Template);
        Assert.Equal(["shop/charts/db/templates/db.yaml", null], diagnostic.Related.Select(related => related.Template));
    }

    [Fact]
    public void Frames_have_a_note() =>
        Assert.EndsWith("\n  = note: rendered from shop/templates/web.yaml\n  = help: https://example.test/AKS4001.md\n", Make().ToText(), StringComparison.Ordinal);

    [Fact]
    public void One_line_formats_say_it_in_the_message()
    {
        Assert.Contains("AKS4001: the message (rendered from shop/templates/web.yaml)\n", Make().Write(ConciseReporter.Write), StringComparison.Ordinal);
        Assert.Contains("AKS4001: the message (rendered from shop/templates/web.yaml)\n", Make().Write(MSBuildReporter.Write), StringComparison.Ordinal);
        Assert.EndsWith("\tthe message (rendered from shop/templates/web.yaml)\n", Make().Write(LineProtocolReporter.Write), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_and_sarif_keep_it_apart_from_the_message()
    {
        var json = JsonDocument.Parse(Make().Write(JsonReporter.Write)).RootElement.GetProperty("diagnostics")[0];
        var sarif = JsonDocument.Parse(Make().Write(SarifReporter.Write)).RootElement.GetProperty("runs")[0].GetProperty("results")[0];

        Assert.Equal(("the message", "shop/templates/web.yaml"), (json.GetProperty("message").GetString(), json.GetProperty("template").GetString()));
        Assert.Equal("the message", sarif.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(
            """[{"fullyQualifiedName":"shop/templates/web.yaml","kind":"template"}]""",
            JsonSerializer.Serialize(sarif.GetProperty("locations")[0].GetProperty("logicalLocations")));
    }

    private static Finding Make() => new Finding { Template = "shop/templates/web.yaml" }.In("rendered.yaml", "[|x|]\n");
}
