using Stockade.Semantics;
using Stockade.Semantics.Kubernetes;
using Stockade.Semantics.Kubernetes.Kustomize;
using Stockade.Syntax.Yaml;
using Stockade.Text;
using Stockade.Workspace;

namespace Stockade.Tests.Semantics.Kubernetes.Kustomize;

public sealed class GitOpsApplicationTests
{
    private const string Web = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {metadata: {labels: {env: \"${ENV}\"}}, spec: {hostNetwork: \"${HOST:=true}\"}}}\n";

    [Fact]
    public void A_flux_kustomization_sets_the_namespace_and_substitutes()
    {
        var scope = Assert.Single(Build(
            ("clusters/prod/apps.yaml", Flux("apps", "./apps/prod", "targetNamespace: shop, postBuild: {substitute: {ENV: prod}}")),
            ("apps/prod/kustomization.yaml", "resources: [web.yaml]\n"),
            ("apps/prod/web.yaml", Web)).Scopes);

        Assert.Equal(("apps", "apps/prod"), (scope.Name, scope.Root));
        Assert.Equal("flux-system/Kustomization/apps in 'clusters/prod/apps.yaml' deploys 'apps/prod'", scope.Because);
        Assert.Equal(["clusters/prod/apps.yaml", "apps/prod/kustomization.yaml"], scope.Chain);
        var workload = Assert.Single(scope.Workloads);
        Assert.Equal(("shop/Deployment/web", "prod", Truth.True), (workload.Id, workload.DeclaredLabels.Labels["env"], workload.HostNetwork));
    }

    [Fact]
    public void What_the_cluster_may_substitute_is_unknown()
    {
        var model = Build(
            ("apps.yaml", Flux("apps", "apps", "postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}")), ("apps/kustomization.yaml", "resources: [web.yaml]\n"), ("apps/web.yaml", Web));

        Assert.Equal(Truth.Unknown, Assert.Single(Assert.Single(model.Scopes).Workloads).HostNetwork);
    }

    [Fact]
    public void Two_applications_of_one_folder_are_two_scopes()
    {
        var model = Build(
            ("dev.yaml", Flux("dev", "apps", "targetNamespace: dev")), ("prod.yaml", Flux("prod", "apps", "targetNamespace: prod")), ("apps/web.yaml", Web));

        Assert.Equal(["dev/Deployment/web", "prod/Deployment/web"], model.Scopes.SelectMany(scope => scope.Workloads).Select(workload => workload.Id));
    }

    [Fact]
    public void An_argo_application_gives_a_namespace_to_what_has_none()
    {
        var model = Build(
            ("app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\nspec: {source: {path: apps/web, repoURL: x}, destination: {namespace: shop}}\n"),
            ("apps/web/web.yaml", Web),
            ("apps/web/deep/other.yaml", Web));

        Assert.Equal(["default/Deployment/web", "shop/Deployment/web"], model.Scopes.SelectMany(scope => scope.Workloads).Select(workload => workload.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("list: {elements: [{env: dev}, {env: prod}]}", "apps/{{env}}", "web-{{env}}", "{{env}}", "web-dev dev/Deployment/web, web-prod prod/Deployment/web")]
    [InlineData("git: {repoURL: x, directories: [{path: apps/*}, {path: apps/old, exclude: true}]}", "{{path}}", "{{path.basename}}", "x", "dev x/Deployment/web, prod x/Deployment/web, apps/old default/Deployment/web")]
    [InlineData("git: {repoURL: x, directories: [{path: 'apps/d*'}]}", "{{ .path.path }}", "go-{{ .path.basename }}", "{{path[1]}}", "go-dev dev/Deployment/web, apps/old default/Deployment/web, apps/prod default/Deployment/web")]
    [InlineData("matrix: {generators: [{git: {directories: [{path: apps/dev}]}}, {list: {elements: [{c: a}, {c: b}]}}]}", "{{path}}", "{{path.basename}}-{{c}}", "{{c}}", "dev-a a/Deployment/web, dev-b b/Deployment/web, apps/old default/Deployment/web, apps/prod default/Deployment/web")]
    public void A_set_of_applications_is_read_where_the_files_tell_what_it_makes(string generator, string path, string name, string space, string expected)
    {
        var model = Build([Set(generator, path, name, space), .. Overlays("dev", "prod", "old")]);

        Assert.Equal(
            expected.Split(", ").Concat(expected.Contains("old", StringComparison.Ordinal) ? [] : ["apps/old default/Deployment/web"]).Order(StringComparer.Ordinal),
            model.Scopes.SelectMany(static scope => scope.Workloads, static (scope, workload) => $"{scope.Name} {workload.Id}").Order(StringComparer.Ordinal));
        Assert.Empty(model.NotAnalyzed);
    }

    [Theory]
    [InlineData("clusters: {}")]
    [InlineData("git: {repoURL: x, files: [{path: apps/*/config.json}]}")]
    [InlineData("merge: {mergeKeys: [a], generators: []}")]
    [InlineData("list: {elements: [{env: '{{x}}'}]}")]
    public void What_only_the_cluster_knows_is_said(string generator)
    {
        var model = Build([Set(generator, "apps/{{env}}", "web", "x"), .. Overlays("dev")]);

        Assert.Equal("what this generator of an ApplicationSet makes is not known here; the folders it deploys are analysed for themselves", Assert.Single(model.NotAnalyzed).Message);
        Assert.Equal("apps/dev", Assert.Single(model.Scopes).Name);
    }

    private static (string Path, string Text) Set(string generator, string path, string name, string space) =>
        ("set.yaml", $"apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {{name: all}}\nspec:\n  generators:\n  - {generator}\n  template:\n    metadata: {{name: '{name}'}}\n    spec: {{source: {{path: '{path}'}}, destination: {{namespace: '{space}'}}}}\n");

    private static IEnumerable<(string Path, string Text)> Overlays(params string[] names) =>
        names.SelectMany(static name => new[] { ($"apps/{name}/kustomization.yaml", "resources: [web.yaml]\n"), ($"apps/{name}/web.yaml", Web) });

    private static string Flux(string name, string path, string spec) =>
        $"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {{name: {name}, namespace: flux-system}}\nspec: {{path: {path}, {spec}}}\n";

    private static KubernetesModel Build(params (string Path, string Text)[] files) => KubernetesModelBuilder.Build(
        [
            .. files.SelectMany(file => YamlReader.Read(
                new SourceFile(file.Path, file.Text) { Kind = FileClassifier.FromName(Path.GetFileName(file.Path))!.Value },
                static kind => KubernetesObjectReader.IsInteresting(kind) || GitOpsApplication.IsName(kind))),
        ],
        "default",
        []);
}
