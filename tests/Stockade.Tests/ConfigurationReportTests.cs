namespace Stockade.Tests;

/// <summary>What <c>config show</c> says, and from where.</summary>
public sealed class ConfigurationReportTests : IDisposable
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [{ name: a, image: a }] }\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_setting_that_holds_for_a_file_is_shown_with_its_line()
    {
        _folder.Write("k8s/web.yaml", "# stockade:ignore AKS4001 it drains nodes (until 2027-06-30)\n" + Pod);
        _folder.Write(".editorconfig", "root = true\n\n[*.sh]\ndotnet_diagnostic.AKS3003.severity = none\n\n[*.yaml]\nindent_size = 2\ndotnet_diagnostic.AKS3003.severity = error\ndotnet_diagnostic.AKS4001.severity = none\n");
        _folder.Write("stockade.yaml", "include:\n  - '*.sh'\n  - k8s/\nseverity:\n  AKS4: info\nnamespace: shop\nscopes: [{ name: prod, include: [k8s/], cluster: rg/aks }]\nclusters: [{ id: rg/aks }]\nrules: { AKS4007: { allowed-namespaces: [a] } }\n");
        var lines = Show("k8s/web.yaml").Split('\n');
        Assert.Equal(
            [
                "k8s/web.yaml",
                "  read         yes: 'include' has 'k8s/' (stockade.yaml:3:5)",
                "  scope        prod: 'stockade.yaml' declares it; deployed to rg/aks",
                "  namespace    shop (stockade.yaml:6:12), of manifests that name none",
                "  suppression  AKS4001 until 2027-06-30: it drains nodes (k8s/web.yaml:1:3)",
                "  settings     AKS4007 (stockade.yaml:9:10)",
                "  severity     AKS3003 error: 'dotnet_diagnostic.AKS3003.severity' (.editorconfig:8)",
                "  severity     AKS4001 info: 'severity' has 'AKS4' (stockade.yaml:5:3)",
            ],
            lines.Take(8));
        Assert.Equal("  severity     all other rules: as their pages say ('stockade rules')", lines[^2]);
        Assert.Contains("no: no pattern of 'include' matches (stockade.yaml:1:1)", Show("other/web.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exclude: [k8s/old/]\n", "k8s/old/web.yaml", "no: 'exclude' has 'k8s/old/' (stockade.yaml:1:11)")]
    [InlineData("", "k8s/old/web.yaml", "read         yes\n")]
    [InlineData("", "k8s/none.yaml", "no: there is no such file")]
    public void Whether_a_file_is_read_has_a_reason(string configuration, string path, string expected)
    {
        _folder.Write("k8s/old/web.yaml", Pod);
        if (configuration.Length > 0)
            _folder.Write("stockade.yaml", configuration);
        Assert.Contains(expected, Show(path), StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_configuration_holds_for_nothing()
    {
        _folder.Write("stockade.yaml", "exclud: []\n");
        var writer = new StringWriter();
        Assert.StartsWith("stockade.yaml:1:1: ", Assert.Single(ConfigurationReport.Write(new AnalysisOptions { RootDirectory = _folder.Path }, "a.yaml", writer)), StringComparison.Ordinal);
        Assert.Equal("", writer.ToString());
    }

    private string Show(string path)
    {
        var writer = new StringWriter { NewLine = "\n" };
        Assert.Empty(ConfigurationReport.Write(new AnalysisOptions { RootDirectory = _folder.Path }, path, writer));
        return writer.ToString();
    }
}
