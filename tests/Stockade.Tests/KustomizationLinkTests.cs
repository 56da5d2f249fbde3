namespace Stockade.Tests;

/// <summary>Links that kustomizations go through: kustomize follows them before it looks at a path.</summary>
public sealed class KustomizationLinkTests : IDisposable
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers: [{ name: web, image: web }]\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_link_to_its_own_folder_is_the_kustomization_itself()
    {
        _folder.Write("app/kustomization.yaml", "resources: [loop]\n");
        Link("app/loop", ".");

        Assert.Equal(["app/kustomization.yaml:1:13: 'loop' is the folder of the kustomization itself: a circle; what builds on it is not analysed"], NotAnalyzed());
    }

    [Fact]
    public void A_base_behind_a_link_is_that_base_and_no_copy_of_it()
    {
        _folder.Write("real/kustomization.yaml", "resources: [web.yaml, ../more]\n");
        _folder.Write("real/web.yaml", Pod);
        _folder.Write("prod/kustomization.yaml", "resources: [base/app]\n");
        _folder.Write("more/kustomization.yaml", "resources: [space.yaml]\n");
        _folder.Write("more/space.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n");
        Link("prod/base", "..");
        Link("app", "real");

        var result = Analyze();

        Assert.Equal(["prod/kustomization.yaml real/kustomization.yaml more/kustomization.yaml"], result.Model.Scopes.Select(static scope => string.Join(' ', scope.Chain)));
        Assert.Equal(["real/web.yaml:4:9"], result.Diagnostics.Where(static item => item.Id == "AKS4001").Select(static item => item.Location.ToString()));
    }

    [Fact]
    public void A_manifest_behind_a_link_is_deployed_by_the_kustomization_alone()
    {
        _folder.Write("app/kustomization.yaml", "namespace: shop\nresources: [web.yaml]\n");
        _folder.Write("app/files/pod.yaml", Pod);
        Link("app/web.yaml", "files/pod.yaml");

        var result = Analyze();

        Assert.Equal(["app: app/files/pod.yaml"], result.Model.Scopes.Select(static scope => $"{scope.Name}: {string.Join(' ', scope.Files)}"));
    }

    [Fact]
    public void A_manifest_behind_a_link_out_of_the_folder_is_refused()
    {
        _folder.Write("app/kustomization.yaml", "resources: [web.yaml]\n");
        _folder.Write("files/pod.yaml", Pod);
        Link("app/web.yaml", "../files/pod.yaml");

        Assert.Equal(
            ["app/kustomization.yaml:1:13: 'web.yaml' lies outside the folder of the kustomization, which kustomize refuses (--load-restrictor); what builds on it is not analysed"],
            NotAnalyzed());
    }

    [Theory]
    [InlineData("")]
    [InlineData("resources: [../app]\n")]
    public void A_kustomization_may_be_a_link_to_a_file_beside_it(string overlay)
    {
        _folder.Write("app/prod.yaml", "resources: [web.yaml]\n");
        _folder.Write("app/web.yaml", Pod);
        if (overlay.Length > 0)
            _folder.Write("overlay/kustomization.yaml", overlay);
        Link("app/kustomization.yaml", "prod.yaml");

        var result = Analyze();

        Assert.Empty(NotAnalyzed());
        Assert.Equal("app/prod.yaml", Assert.Single(result.Model.Scopes).Chain[^1]);
    }

    private void Link(string path, string target) => Directory.CreateSymbolicLink(Path.Combine(_folder.Path, path), target);

    private AnalysisResult Analyze() => AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path });

    private IEnumerable<string> NotAnalyzed() => Analyze().Model.NotAnalyzed.Select(static item => $"{item.Location}: {item.Message}");
}
