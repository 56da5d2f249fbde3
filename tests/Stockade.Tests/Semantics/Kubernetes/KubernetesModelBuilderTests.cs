using System.Collections.Immutable;
using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Kubernetes;

public sealed class KubernetesModelBuilderTests
{
    private const string Web = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {metadata: {labels: {app: web}}, spec: {}}}\n";
    private const string Deny = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\nspec: {podSelector: {}}\n";
    private const string Job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec: {template: {spec: {}}}\n";

    [Theory]
    [InlineData("v1", "Pod", "metadata: {name: x, labels: {app: a}}\nspec: {hostNetwork: true}")]
    [InlineData("v1", "ReplicationController", Template)]
    [InlineData("apps/v1", "Deployment", Template)]
    [InlineData("apps/v1", "ReplicaSet", Template)]
    [InlineData("apps/v1", "StatefulSet", Template)]
    [InlineData("apps/v1", "DaemonSet", Template)]
    [InlineData("batch/v1", "Job", Template)]
    [InlineData("batch/v1", "CronJob", "metadata: {name: x}\nspec: {jobTemplate: {metadata: {labels: {app: other}}, spec: {template: {metadata: {labels: {app: a}}, spec: {hostNetwork: yes}}}}}")]
    [InlineData("argoproj.io/v1alpha1", "Rollout", Template)]
    [InlineData("serving.knative.dev/v1", "Service", Template)]
    [InlineData("serving.knative.dev/v1", "Configuration", Template)]
    [InlineData("apps.openshift.io/v1", "DeploymentConfig", Template)]
    [InlineData("apps.kruise.io/v1alpha1", "CloneSet", Template)]
    [InlineData("kubevirt.io/v1", "VirtualMachine", Template)]
    public void Every_kind_that_makes_pods_is_a_workload(string apiVersion, string kind, string rest)
    {
        var workload = Assert.Single(OneScope($"apiVersion: {apiVersion}\nkind: {kind}\n{rest}\n").Workloads);

        Assert.Equal($"default/{kind}/x", workload.Id);
        Assert.Equal("app=a", Labels(workload.DeclaredLabels));
        Assert.Equal(Truth.True, workload.HostNetwork);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {template: {}}")]
    [InlineData("apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: x}\nspec: {workloadRef: {name: web}}")]
    [InlineData("apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {template: {spec: {}}}")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x, annotations: {helm.sh/hook: 'post-upgrade, test'}}\nspec: {}")]
    public void Objects_that_make_no_pods_of_their_own_are_none(string text)
    {
        Assert.DoesNotContain(Build(("a.yaml", text)).Scopes, static scope => !scope.Workloads.IsEmpty);
    }

    [Fact]
    public void A_hook_that_is_no_test_runs()
    {
        Assert.Single(OneScope("apiVersion: v1\nkind: Pod\nmetadata: {name: x, annotations: {helm.sh/hook: pre-install}}\nspec: {}\n").Workloads);
    }

    [Fact]
    public void Labels_that_controllers_add_are_present_and_unknown()
    {
        var scope = OneScope(Web + "---\n" + Job);

        Assert.Equal("app=web pod-template-hash=?", Labels(scope.Workloads[0].PodLabels));
        Assert.Equal("batch.kubernetes.io/controller-uid=? batch.kubernetes.io/job-name=once controller-uid=? job-name=once", Labels(scope.Workloads[1].PodLabels));
    }

    [Fact]
    public void Lists_hold_objects_and_typed_lists_need_not_repeat_their_kind()
    {
        var scope = OneScope("""
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {}}
            - apiVersion: apps/v1
              kind: DeploymentList
              items:
              - {metadata: {name: b, namespace: shop}, spec: {template: {spec: {}}}}
            """);

        Assert.Equal(["default/Pod/a", "shop/Deployment/b"], scope.Workloads.Select(workload => workload.Id));
        Assert.Equal(["default", "shop"], scope.Namespaces.Select(item => item.Name));
    }

    [Fact]
    public void A_namespace_without_an_object_may_carry_any_label()
    {
        var scope = OneScope("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}\n---\n" + Web);

        Assert.Equal(["default:True kubernetes.io/metadata.name=default", "shop:False kubernetes.io/metadata.name=shop team=a"],
            scope.Namespaces.Select(item => $"{item.Name}:{item.Labels.IsOpen} {Labels(item.Labels)}"));
        Assert.Equal("shop", scope.Namespaces[1].Declaration!.Value.Text);
    }

    [Fact]
    public void A_placeholder_makes_just_that_value_unknown()
    {
        var workload = Assert.Single(OneScope("""
            apiVersion: v1
            kind: Pod
            metadata: {name: x, labels: {app: "${APP}", tier: web, "${KEY}": a}}
            spec: {hostNetwork: "${HOST}"}
            """).Workloads);

        Assert.Equal("app=? tier=web", Labels(workload.PodLabels));
        Assert.True(workload.PodLabels.IsOpen);
        Assert.Equal(Truth.Unknown, workload.HostNetwork);
    }

    [Fact]
    public void Named_ports_are_those_of_containers_that_keep_running()
    {
        var workload = Assert.Single(OneScope("""
            apiVersion: v1
            kind: Pod
            metadata: {name: x}
            spec:
              initContainers:
              - ports: [{name: setup, containerPort: 1}]
              - restartPolicy: Always
                ports: [{name: proxy, containerPort: 2, protocol: UDP}]
              containers:
              - ports: [{name: http, containerPort: 80}, {containerPort: 81}, {name: late, containerPort: "${PORT}"}]
            """).Workloads);

        Assert.Equal([new ContainerPort("http", Protocol.Tcp, 80), new ContainerPort("late", Protocol.Tcp, null), new ContainerPort("proxy", Protocol.Udp, 2)], workload.Ports);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x, labels: {v: [|1.0|]}}\nspec: {}", "metadata.labels.v")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x, annotations: {v: [|true|]}}\nspec: {}", "metadata.annotations.v")]
    [InlineData("apiVersion: [|extensions/v1beta1|]\nkind: Deployment\nmetadata: {name: x}\nspec: {template: {spec: {}}}", "apiVersion")]
    [InlineData("apiVersion: [|batch/v1beta1|]\nkind: CronJob\nmetadata: {name: x}\nspec: {}", "apiVersion")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {hostNetwork: [|\"true\"|]}", "spec.hostNetwork")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: {name: x, labels: {v: [|yes|]}}", "metadata.labels.v")]
    public void An_object_the_api_server_refuses_is_absent_and_says_why(string marked, string path)
    {
        var text = marked.Replace("[|", string.Empty, StringComparison.Ordinal).Replace("|]", string.Empty, StringComparison.Ordinal);

        var model = Build(("a.yaml", text));

        Assert.Empty(model.Scopes);
        var rejection = Assert.Single(Assert.Single(model.RejectedObjects).Rejections);
        Assert.Equal((path, marked.IndexOf("[|", StringComparison.Ordinal)), (rejection.Path, rejection.Location.Span.Start));
    }

    [Fact]
    public void An_object_given_twice_in_a_file_counts_once_as_its_last()
    {
        var workload = Assert.Single(OneScope(Web + "---\n" + Web.Replace("app: web", "app: last", StringComparison.Ordinal)).Workloads);

        Assert.Equal("app=last", Labels(workload.DeclaredLabels));
    }

    [Fact]
    public void Files_without_a_common_object_are_one_scope()
    {
        Assert.Equal(["k8s: k8s/a/web.yaml k8s/deny.yaml"], Scopes(("k8s/a/web.yaml", Web), ("k8s/deny.yaml", Deny)));
    }

    [Fact]
    public void Files_that_define_the_same_object_are_alternatives()
    {
        Assert.Equal(
            [
                "k8s/dev: k8s/base.yaml k8s/dev/more/b.yaml k8s/dev/web.yaml policies/deny.yaml",
                "k8s/prod: k8s/base.yaml k8s/prod/web.yaml policies/deny.yaml",
            ],
            Scopes(("k8s/dev/web.yaml", Web), ("k8s/dev/more/b.yaml", Pod("b")), ("k8s/prod/web.yaml", Web), ("k8s/base.yaml", Job), ("policies/deny.yaml", Deny)));
    }

    [Fact]
    public void A_kind_alone_makes_no_object_of_Kubernetes()
    {
        Assert.Empty(Build(("pipeline.yaml", "kind: Pod\nname: build\nsteps: []\n")).Scopes);
        Assert.Empty(Build(("pipeline.yaml", "kind: Pod\nname: build\nsteps: []\n")).RejectedObjects);
        Assert.Single(Build(("a.yaml", "kind: Pod\nmetadata: {name: build}\nspec: {}\n")).RejectedObjects);
    }

    [Fact]
    public void Sibling_folders_that_define_the_same_object_never_share_a_policy()
    {
        var model = Build(("a/web.yaml", Web), ("a/deny.yaml", Deny), ("b/web.yaml", Web), ("c/job.yaml", Job));

        Assert.Equal(["a: a/deny.yaml a/web.yaml", "b: b/web.yaml", "c: c/job.yaml"], Describe(model));
        Assert.Equal(
            [IngressExposure.Isolated, IngressExposure.OpenWorld, IngressExposure.OpenWorld],
            model.Scopes.Select(static scope => new Reachability(scope).Evaluate(scope.Workloads[0]).Ingress.Answer));
        Assert.Equal("'a' and 'b' both define default/Deployment/web, so they are alternatives", model.Scopes[0].Because);
    }

    [Fact]
    public void Alternatives_may_be_files_and_lie_within_alternatives()
    {
        Assert.Equal(
            ["dev/a.yaml: dev/a.yaml dev/c.yaml", "dev/b.yaml: dev/b.yaml dev/c.yaml", "prod: prod/a.yaml"],
            Scopes(("dev/a.yaml", Web), ("dev/b.yaml", Web), ("dev/c.yaml", Job), ("prod/a.yaml", Web)));
    }

    [Fact]
    public void Workloads_beside_the_alternatives_are_a_scope_of_their_own()
    {
        Assert.Equal(
            ["dev: dev/a.yaml", "other: other/job.yaml", "prod: prod/a.yaml"],
            Scopes(("dev/a.yaml", Web), ("prod/a.yaml", Web), ("other/job.yaml", Job)));
    }

    [Fact]
    public void A_namespace_that_two_applications_bring_along_makes_no_alternatives()
    {
        const string Namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n";

        Assert.Equal([".: a/all.yaml b/all.yaml"], Scopes(("a/all.yaml", Namespace + Web), ("b/all.yaml", Namespace + Job)));
        Assert.Equal(2, Scopes(("a/all.yaml", Namespace + Web), ("b/all.yaml", Namespace.Replace("shop", "shop, labels: {env: b}", StringComparison.Ordinal) + Job)).Count());
    }

    [Fact]
    public void Names_with_placeholders_are_no_reason_to_split()
    {
        var web = Web.Replace("name: web", "name: \"${NAME}\"", StringComparison.Ordinal);

        Assert.Single(Scopes(("a/web.yaml", web), ("b/web.yaml", web)));
    }

    [Fact]
    public void A_kustomization_is_a_scope_of_the_files_it_lists()
    {
        var model = Build(
            ("base/kustomization.yaml", "resources: [web.yaml]\n"), ("base/web.yaml", Web),
            ("prod/kustomization.yaml", "namespace: shop\nresources:\n- ../base/\n- deny.yaml\n- https://example.com/x\n- ../../out\npatches:\n- path: patch.yaml\n"),
            ("prod/deny.yaml", Deny), ("prod/patch.yaml", Web), ("job.yaml", Job));

        Assert.Equal([".: job.yaml", "prod: base/web.yaml prod/deny.yaml"], Describe(model));
        Assert.Equal(ScopeKind.Kustomization, model.Scopes[1].Kind);
        Assert.Equal("shop/Deployment/web", Assert.Single(model.Scopes[1].Workloads).Id);
        Assert.Equal(
            ["'https://example.com/x' is remote and is not fetched", "'../../out' lies outside the root of the run"],
            model.NotAnalyzed.Select(item => item.Message));
    }

    [Fact]
    public void Kustomizations_in_a_circle_end()
    {
        var model = Build(("a/kustomization.yaml", "resources: [../b, web.yaml]\n"), ("b/kustomization.yaml", "resources: [../a]\n"), ("a/web.yaml", Web));

        Assert.Empty(model.Scopes);
        Assert.Equal("'../a' holds 'a', which builds on it: a circle; what builds on it is not analysed", Assert.Single(model.NotAnalyzed).Message);
    }

    [Fact]
    public void An_unrendered_chart_is_said_once_not_to_be_analysed()
    {
        var model = Build(("chart/Chart.yaml", "name: shop\n"), ("chart/charts/db/Chart.yaml", "name: db\n"), ("k8s/a.yaml", "kind: Pod\nname: {{ .x }}\n---\nkind: Pod\na: {{ y }}\n"));

        Assert.Equal(
            ["shop: Helm chart 'shop' is not rendered, so its templates are not analysed; with --render, helm renders it", "{{ .x }}: 'k8s/a.yaml' is a template that is not rendered"],
            model.NotAnalyzed.Select(item => $"{item.Location.Text}: {item.Message}"));
    }

    [Fact]
    public void Only_the_sole_cluster_is_bound_to_a_scope()
    {
        var location = new SourceFile("a.sh", "az").At(0, 2);
        var cluster = new ManagedCluster { Id = "rg/a", Name = "a", ResourceGroup = "rg", Location = location, CommandLocation = location };
        var documents = Parse(("a.yaml", Web));

        Assert.Same(cluster, KubernetesModelBuilder.Build(documents, "default", [cluster]).Scopes[0].Cluster);
        Assert.Null(KubernetesModelBuilder.Build(documents, "default", [cluster, cluster with { Id = "rg/b" }]).Scopes[0].Cluster);
    }

    [Fact]
    public void Standard_input_is_a_scope_when_it_is_all_there_is()
    {
        var file = new SourceFile("<stdin>", Web) { IsNamedByUser = true, IsStandardInput = true };

        var scope = Assert.Single(KubernetesModelBuilder.Build(YamlReader.Read(file, KubernetesObjectReader.IsInteresting), "prod", []).Scopes);

        Assert.Equal((ScopeKind.Stdin, "<stdin>", "prod/Deployment/web"), (scope.Kind, scope.Name, scope.Workloads[0].Id));
    }

    private const string Template = "metadata: {name: x, labels: {app: other}}\nspec: {selector: {}, template: {metadata: {labels: {app: a}}, spec: {hostNetwork: true}}}";

    private static string Pod(string name) => $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec: {{}}\n";

    private static string Labels(LabelSet labels) => string.Join(' ', labels.Labels.Select(label => $"{label.Key}={label.Value ?? "?"}"));

    private static IEnumerable<string> Scopes(params (string Path, string Text)[] files) => Describe(Build(files));

    private static IEnumerable<string> Describe(KubernetesModel model) => model.Scopes.Select(scope => $"{scope.Name}: {string.Join(' ', scope.Files)}");

    private static DeploymentScope OneScope(string text) => Assert.Single(Build(("a.yaml", text)).Scopes);

    private static KubernetesModel Build(params (string Path, string Text)[] files) => KubernetesModelBuilder.Build(Parse(files), "default", []);

    private static ImmutableArray<YamlDocument> Parse(params (string Path, string Text)[] files) =>
    [
        .. files.SelectMany(file => YamlReader.Read(
            new SourceFile(file.Path, file.Text) { Kind = Stockade.Workspace.FileClassifier.FromName(Path.GetFileName(file.Path))!.Value },
            KubernetesObjectReader.IsInteresting)),
    ];
}
