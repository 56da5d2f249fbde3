using Stockade.Semantics.Kubernetes;

namespace Stockade.Tests;

/// <summary>Scopes and clusters that the configuration declares.</summary>
public sealed class ConfiguredModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_declared_scope_is_taken_as_declared_and_the_rest_is_divided_as_ever()
    {
        foreach (var path in new[] { "base/ns.yaml", "dev/web.yaml", "prod/web.yaml", "prod/old.yaml", "tools/job.yaml" })
            _folder.Write(path, Pod(Path.GetFileNameWithoutExtension(path)));
        _folder.Write("stockade.yaml", "scopes:\n- { name: dev, include: [base/, dev/] }\n- { name: prod, include: [base, /prod], exclude: [old.yaml] }\n");
        Assert.Equal(
            ["Declared dev: base/ns.yaml dev/web.yaml", "Declared prod: base/ns.yaml prod/web.yaml", "Folder .: prod/old.yaml tools/job.yaml"],
            Analyze().Model.Scopes.Select(static scope => $"{scope.Kind} {scope.Name}: {string.Join(' ', scope.Files)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_kustomization_that_a_scope_names_belongs_to_it_with_what_it_builds()
    {
        _folder.Write("base/kustomization.yaml", "resources: [web.yaml]\n");
        _folder.Write("base/web.yaml", Pod("web"));
        _folder.Write("overlays/prod/kustomization.yaml", "resources: [../../base]\nnamespace: live\n");
        _folder.Write("extra/job.yaml", Pod("job"));
        _folder.Write("stockade.yaml", "scopes: [{ name: production, include: [overlays/prod, extra] }]\n");
        var scope = Assert.Single(Analyze().Model.Scopes);
        Assert.Equal((ScopeKind.Declared, "production"), (scope.Kind, scope.Name));
        Assert.Equal(["live/Pod/web", "shop/Pod/job"], scope.Workloads.Select(static workload => workload.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_scope_is_deployed_to_the_cluster_it_names()
    {
        _folder.Write("dev.yaml", Pod("web"));
        _folder.Write("prod.yaml", Pod("web"));
        _folder.Write("create.sh", "az aks create -g rg -n dev --network-policy none\n");
        _folder.Write("stockade.yaml", "scopes:\n- { name: dev, include: [dev.yaml], cluster: RG/dev }\n- { name: prod, include: [prod.yaml], cluster: rg/prod }\nclusters:\n- { id: rg/prod, engine: cilium, api-server: private, imds-restriction: enabled }\n");
        var scopes = Analyze().Model.Scopes;
        Assert.Equal(["rg/dev", "rg/prod"], scopes.Select(static scope => scope.Cluster?.Id));
        Assert.Equal(
            [ImdsReachability.Reachable, ImdsReachability.Blocked],
            scopes.Select(scope => Analyze().Model is var model ? model.GetVerdicts(model.Scopes.Single(item => item.Name == scope.Name), model.Scopes.Single(item => item.Name == scope.Name).Workloads[0]).Imds.Answer : default));
    }

    [Fact]
    public void A_declared_cluster_is_judged_at_its_place()
    {
        _folder.Write("stockade.yaml", "clusters:\n- id: rg/shop\n  api-server: public\n  engine: none\n");
        _folder.Write("web.yaml", Pod("web"));
        var result = Analyze();
        Assert.Equal(
            ["AKS1001 stockade.yaml:3:3 api-server: public", "AKS2001 stockade.yaml:4:3 engine: none"],
            result.Diagnostics.Where(static diagnostic => diagnostic.Id is "AKS1001" or "AKS2001").Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Location} {diagnostic.Location.Text}"));
    }

    [Fact]
    public void What_the_files_say_of_a_cluster_counts_more_than_what_is_declared()
    {
        _folder.Write("update.sh", "az aks update -g rg -n shop --disable-local-accounts\naz aks update -g rg -n shop --api-server-authorized-ip-ranges 1.1.1.1/32\n");
        _folder.Write("stockade.yaml", "clusters: [{ id: RG/Shop, engine: azure, api-server: private }]\n");
        var cluster = Assert.Single(Analyze().Model.Clusters);
        Assert.Equal(("restricted", "azure"), (cluster.ApiServer.ToString().ToLowerInvariant(), cluster.Engine.ToString().ToLowerInvariant()));
    }

    [Theory]
    [InlineData("scopes: [{ name: dev, include: [dve/] }]\n", "stockade.yaml:1:18: The configuration is invalid: scope 'dev' has no manifest with a workload, a policy or a namespace")]
    [InlineData("scopes: [{ name: dev, include: [dev/], cluster: rg/shpo }]\nclusters: [{ id: rg/shop }]\n", "stockade.yaml:1:49: The configuration is invalid: there is no cluster 'rg/shpo'; did you mean 'rg/shop'?")]
    [InlineData("scopes: [{ name: dev, include: [dev/], cluster: rg/shop }]\n", "stockade.yaml:1:49: The configuration is invalid: there is no cluster 'rg/shop'; one that is made elsewhere is declared under 'clusters'")]
    public void A_scope_that_means_nothing_is_an_error_of_a_run_over_everything(string configuration, string error)
    {
        _folder.Write("dev/web.yaml", Pod("web"));
        _folder.Write("other/web.yaml", Pod("other"));
        _folder.Write("stockade.yaml", configuration);
        Assert.Equal(error, Assert.Single(Analyze().ConfigurationErrors));
        Assert.Empty(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path, Paths = ["other"] }).ConfigurationErrors);
    }

    [Fact]
    public void One_scope_can_be_asked_for()
    {
        _folder.Write("dev/web.yaml", Pod("web"));
        _folder.Write("prod/web.yaml", Pod("web"));
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path, Scope = "prod", Select = ["AKS4001"] });
        Assert.Equal("prod/web.yaml", Assert.Single(result.Diagnostics).Location.File.Path);
        Assert.Equal(1, result.Summary.WorkloadsReachable);
        Assert.Equal(
            "there is no scope 'prdo'; did you mean 'prod'?",
            Assert.Single(AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path, Scope = "prdo" }).PathErrors));
    }

    private static string Pod(string name) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: {name}, namespace: shop }}\nspec: {{ containers: [{{ name: a, image: a }}] }}\n";

    private AnalysisResult Analyze() => AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = _folder.Path });
}
