namespace Stockade.Tests.Semantics.Clusters;

/// <summary>Clusters whose declaration is put together from several documents.</summary>
public class PatchedClusterTests
{
    private const string Head = "apiVersion: containerservice.azure.com/v1api20240901\nkind: ManagedCluster\nmetadata: { name: aks }\n";
    private const string Base = Head + "spec: { owner: { name: rg }, networkProfile: { networkPlugin: azure }, apiServerAccessProfile: { enablePrivateCluster: true } }\n";
    private const string Engine = Head + "spec: { networkProfile: { networkPolicy: calico } }\n";

    [Theory]
    [InlineData("patches: [{ path: patch.yaml }]")]
    [InlineData("patchesStrategicMerge: [patch.yaml]")]
    [InlineData("patches: [{ target: { kind: ManagedCluster }, patch: \"[{ op: add, path: /spec/networkProfile/networkPolicy, value: calico }]\" }]")]
    public void A_patch_changes_the_cluster_and_is_none_itself(string patches) => Assert.Equal(
        ["rg/aks Private Calico"],
        Read(
            ("base/cluster.yaml", Base),
            ("base/kustomization.yaml", "resources: [cluster.yaml]\n"),
            ("prod/kustomization.yaml", $"resources: [../base]\n{patches}\n"),
            (patches.Contains("patch.yaml", StringComparison.Ordinal) ? "prod/patch.yaml" : "README.md", Engine)));

    [Fact]
    public void Overlays_make_clusters_of_their_own() => Assert.Equal(
        ["rg/dev-aks Private None", "rg/prod-aks Private Calico"],
        Read(
            ("base/cluster.yaml", Base),
            ("base/kustomization.yaml", "resources: [cluster.yaml]\n"),
            ("dev/kustomization.yaml", "resources: [../base]\nnamePrefix: dev-\n"),
            ("prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\npatches: [{ path: patch.yaml }]\n"),
            ("prod/patch.yaml", Engine)));

    [Fact]
    public void What_kustomize_would_not_build_is_read_as_it_stands_and_its_defaults_are_unknown() => Assert.Equal(
        ["rg/aks Private Unknown"],
        Read(
            ("cluster.yaml", Base),
            ("kustomization.yaml", "resources: [cluster.yaml, missing.yaml]\n")));

    [Theory]
    [InlineData("jsonPatches: [{ op: add, path: /spec/template/spec/networkPolicy, value: calico }]", "", "?/plane Public Calico")]
    [InlineData("jsonPatches: [{ op: add, path: /spec/template/spec/networkPolicy, valueFrom: { variable: policy } }]", "", "?/plane Public Unknown")]
    [InlineData("jsonPatches: [{ op: add, path: /spec/template/spec/networkPolicy, value: calico }]", "enabledIf: '{{ .calico }}',", "?/plane Public Unknown")]
    [InlineData("jsonPatches: [{ op: add, path: /spec/template/spec/apiServerAccessProfile, valueFrom: { variable: access } }]", "", "?/plane Unknown None")]
    [InlineData("jsonPatches: [{ op: add, path: /spec/template/spec/apiServerAccessProfile/authorizedIPRanges/-, value: 1.2.3.0/24 }]", "", "?/plane Unknown None")]
    public void A_cluster_class_patches_the_template_it_names(string change, string condition, string expected) => Assert.Equal([expected], Read(("class.yaml", Class(change, condition, "plane"))));

    [Fact]
    public void A_cluster_class_leaves_other_templates_alone() => Assert.Equal(
        ["?/plane Public None"],
        Read(("class.yaml", Class("jsonPatches: [{ op: add, path: /spec/template/spec/networkPolicy, value: calico }]", "", "other"))));

    private static string Class(string change, string condition, string template) => $$"""
        apiVersion: cluster.x-k8s.io/v1beta1
        kind: ClusterClass
        metadata: { name: class }
        spec:
          controlPlane: { ref: { apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: AzureManagedControlPlaneTemplate, name: {{template}} } }
          patches:
            - { name: p, {{condition}} definitions: [{ selector: { kind: AzureManagedControlPlaneTemplate }, {{change}} }] }
        ---
        apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
        kind: AzureManagedControlPlaneTemplate
        metadata: { name: plane }
        spec: { template: { spec: { location: westeurope, networkPlugin: azure } } }

        """;

    private static string[] Read(params ReadOnlySpan<(string Path, string Text)> files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text);
        var clusters = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model.Clusters;
        return [.. clusters.Select(static cluster => $"{cluster.Id} {cluster.ApiServer} {cluster.Engine}").Order(StringComparer.Ordinal)];
    }
}
