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
