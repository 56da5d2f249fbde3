namespace Stockade.AcceptanceTests;

/// <summary>Input that cannot be read is reported at its place, and the rest of the run is unharmed.</summary>
public sealed class HostileInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Packages _packages;

    public HostileInputTests(Packages packages)
    {
        _packages = packages;
        _folder.Write("create.sh", ManifestText.PublicCluster);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("kind: Pod\nmetadata: [1, 2\nspec: {}\n")]
    [InlineData("kind: Pod\nmetadata:\n\tname: x\n")]
    [InlineData("kind: Pod\nmetadata:\n  name: \"x\n")]
    public void A_manifest_that_is_no_YAML_is_reported_with_its_position(string text)
    {
        _folder.Write("k8s/broken.yaml", text);
        AssertReports("k8s/broken.yaml:");
    }

    [Fact]
    public void An_unclosed_quote_in_a_script_is_reported_with_its_position()
    {
        _folder.Write("broken.sh", "az aks create --name 'web --resource-group rg\n");
        AssertReports("broken.sh:1:");
    }

    [Fact]
    public void A_file_of_100_MB_is_not_read()
    {
        using (var file = File.Create(Path.Combine(_folder.Path, "huge.yaml")))
            file.SetLength(100L * 1024 * 1024);
        AssertReports("huge.yaml");
    }

    [Fact]
    public void A_binary_file_is_not_parsed()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "binary.yaml"), [.. "kind: Pod\n"u8, 0, 1, 2, 0xFF, 0xFE, .. "apiVersion: v1\n"u8]);
        AssertReports("binary.yaml");
    }

    [Fact]
    public void Deep_nesting_is_survived()
    {
        _folder.Write("deep.yaml", "kind: Pod\napiVersion: v1\nspec: " + new string('[', 100_000));
        AssertReports("deep.yaml");
    }

    private void AssertReports(string place)
    {
        var run = _packages.Run(_folder.Path, "check", "--format", "concise");
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("create.sh:1:", run.Output, StringComparison.Ordinal);
        Assert.Contains(run.Output.Split('\n'), line => line.StartsWith(place, StringComparison.Ordinal) && line.Contains(" AKS9", StringComparison.Ordinal));
    }
}
