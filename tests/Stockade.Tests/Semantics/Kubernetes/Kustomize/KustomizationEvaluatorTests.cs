using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax.Yaml;

namespace Stockade.Tests.Semantics.Kubernetes.Kustomize;

public sealed class KustomizationEvaluatorTests
{
    private const string Base = """

        ## base/kustomization.yaml
        resources: [web.yaml]
        ## base/web.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main}]}}}
        """;

    [Theory]
    [InlineData("resources: [../base, [|missing.yaml|]]", "'missing.yaml' is neither a file nor a folder with a kustomization")]
    [InlineData("resources: [../base]\npatches:\n- path: [|none.yaml|]", "there is no file 'none.yaml'")]
    [InlineData("resources: [../base]\npatches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: [|api|]}", "the patch matches no object: there is no Deployment 'api' in apiVersion 'apps/v1'")]
    [InlineData("resources: [../base]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n    - op: remove\n      path: [|/spec/replicas|]", "the object has no '/spec/replicas'")]
    [InlineData("resources: [../base]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: add, path: [|/spec/a/b|], value: 1}", "the object has no '/spec/a', so there is no '/spec/a/b' to change")]
    [InlineData("resources: [../base]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: test, path: [|/metadata/name|], value: api}", "the value at '/metadata/name' is not the one that is tested for")]
    [InlineData("resources: [../base, [|../base|]]", "Deployment 'web' is already there, and kustomize takes an object only once")]
    [InlineData("resources: [[|../prod|]]", "'../prod' is the folder of the kustomization itself: a circle")]
    [InlineData("resources: [../base]\n[|resource|]: [x.yaml]", "'resource' is no field of a kustomization")]
    [InlineData("resources: [../base]\nnamespace: [|1|]", "'namespace' is the number 1, not a string")]
    [InlineData("resources: [../base]\nreplicas: [{name: [|api|], count: 2}]", "nothing named 'api' has replicas")]
    [InlineData("resources: [[|../base/web.yaml|]]", "'../base/web.yaml' lies outside the folder of the kustomization, which kustomize refuses (--load-restrictor)")]
    [InlineData("resources: [../base]\nreplacements:\n- source: {kind: Deployment, fieldPath: [|spec.none|]}\n  targets: [{select: {kind: Deployment}}]", "Deployment 'web' has no 'spec.none' to copy")]
    [InlineData("resources: [../base]\nreplacements:\n- source: {kind: Deployment}\n  targets: [{select: {kind: Deployment}, fieldPaths: [[|spec.none|]]}]", "the target of the replacement has no 'spec.none'")]
    [InlineData("resources: [../base]\npatches:\n- target: {name: [|'('|]}\n  patch: |-\n    - {op: add, path: /a, value: 1}", "'(' is no regular expression that kustomize understands")]
    public void What_kustomize_refuses_is_said_where_it_stands(string marked, string message)
    {
        var text = marked.Replace("[|", string.Empty, StringComparison.Ordinal).Replace("|]", string.Empty, StringComparison.Ordinal);

        var failure = KustomizeCase.Parse($"## prod/kustomization.yaml\n{text}{Base}").Build().Failure;

        Assert.Equal(message, failure!.Message);
        Assert.Equal(marked.IndexOf("[|", StringComparison.Ordinal), failure.Location.Span.Start);
    }

    [Fact]
    public void What_a_transformer_adds_stands_at_its_own_line()
    {
        var node = Build("""
            ## prod/kustomization.yaml
            resources: [../base]
            namespace: shop
            commonLabels:
              team: blue
            """);

        Assert.Equal("prod/kustomization.yaml:4", At(node, "spec.template.metadata.labels.team"));
        Assert.Equal("prod/kustomization.yaml:2", At(node, "metadata.namespace"));
        Assert.Equal("base/web.yaml:3", At(node, "metadata.name"));
        Assert.Equal("base/web.yaml:4", At(node, "spec.template.metadata.labels.app"));
    }

    [Fact]
    public void What_a_patch_in_a_kustomization_sets_stands_on_its_own_line_in_it()
    {
        var node = Build("""
            ## prod/kustomization.yaml
            resources: [../base]
            patches:
            - patch: |
                # who does not know
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                spec:
                  template:
                    spec:
                      hostNetwork: true
            - target: {kind: Deployment}
              patch: |-
                - op: add
                  path: /spec/template/metadata/labels/tier
                  value: front
            """);

        Assert.Equal("prod/kustomization.yaml:12", At(node, "spec.template.spec.hostNetwork"));
        Assert.Equal("prod/kustomization.yaml:17", At(node, "spec.template.metadata.labels.tier"));
    }

    [Fact]
    public void What_is_missing_makes_a_patch_without_target_no_fault()
    {
        var state = KustomizeCase.Parse("## prod/kustomization.yaml\nresources: [../base, 'https://example.com/more']\npatches: [{patch: '{apiVersion: v1, kind: Pod, metadata: {name: far}}'}]\n" + Base).Build();

        Assert.Null(state.Failure);
        Assert.True(state.MayHoldMore);
        Assert.Equal("'https://example.com/more' is remote and is not fetched", Assert.Single(state.Notes).Message);
    }

    [Fact]
    public void A_label_in_several_fields_is_overwritten_in_all_of_them()
    {
        var node = Build("""
            ## prod/kustomization.yaml
            resources: [../middle]
            labels: [{pairs: {env: prod}}]
            ## middle/kustomization.yaml
            resources: [../base]
            commonLabels: {env: dev}
            """);

        Assert.Equal("prod", Value(node, "spec.template.metadata.labels.env").Value);
    }

    [Fact]
    public void A_base_of_several_overlays_is_built_once()
    {
        var item = KustomizeCase.Parse("## a/kustomization.yaml\nresources: [../base]\n## b/kustomization.yaml\nresources: [../base]\n## c/kustomization.yaml\nresources: [../a]\n" + Base);

        var (evaluator, graph, asked) = item.Evaluator();
        foreach (var root in (string[])["a", "b", "c"])
            Assert.Single(evaluator.Build(graph.Find(root)!).Resources);

        Assert.Equal("base/web.yaml", Assert.Single(asked, static path => path.EndsWith("web.yaml", StringComparison.Ordinal)));
    }

    private static YamlMapping Build(string text)
    {
        var state = KustomizeCase.Parse(text + Base).Build();
        Assert.Null(state.Failure);
        return Assert.Single(state.Resources).Node;
    }

    private static YamlScalar Value(YamlMapping node, string path) => Assert.IsType<YamlScalar>(FieldPath.Parse(path).Find(node));

    private static string At(YamlMapping node, string path) => $"{Value(node, path).File.Path}:{Value(node, path).Location.Line}";
}
