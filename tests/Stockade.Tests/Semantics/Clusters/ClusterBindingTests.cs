using System.Collections.Immutable;
using Stockade.Semantics.Clusters;
using Stockade.Semantics.Kubernetes;

namespace Stockade.Tests.Semantics.Clusters;

/// <summary>Which cluster a scope goes to, and why.</summary>
public class ClusterBindingTests
{
    private const string Two = "az aks create -g rg -n one --network-plugin azure --network-policy azure\naz aks create -g rg -n two\n";

    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [] }\n";

    [Fact]
    public void The_only_cluster_gets_every_scope() =>
        Assert.Equal("k8s rg/one: no other cluster is defined", Bind(("create.sh", "az aks create -g rg -n one\n"), ("k8s/a.yaml", Pod)));

    [Fact]
    public void Of_two_clusters_none_is_guessed() =>
        Assert.Equal("k8s none: several clusters are defined, and no command says which one it goes to", Bind(("create.sh", Two), ("k8s/a.yaml", Pod)));

    [Fact]
    public void Without_a_cluster_there_is_none() => Assert.Equal("k8s none: no cluster is defined", Bind(("k8s/a.yaml", Pod)));

    [Theory]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl apply -f k8s\n", 2)]
    [InlineData("az aks get-credentials --resource-group RG --name TWO\nkubectl apply -f ./k8s/\n", 2)]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl -n shop apply --recursive --filename=k8s/a.yaml\n", 2)]
    [InlineData("az aks get-credentials -g rg -n one\naz aks get-credentials -g rg -n two\nkubectl create -f k8s\n", 3)]
    [InlineData("az aks get-credentials -g rg -n two\naz aks get-credentials -g rg -n one\nkubectl config use-context two\nkubectl apply -f k8s\n", 4)]
    [InlineData("az aks get-credentials -g rg -n two --admin\naz aks get-credentials -g rg -n one\nkubectl --context two-admin apply -fk8s\n", 3)]
    [InlineData("az aks get-credentials -g rg -n two --context prod\naz aks get-credentials -g rg -n one\nhelm upgrade --install web ./k8s --kube-context prod\n", 3)]
    [InlineData("az aks get-credentials -g rg -n two\nhelm install web ./k8s\n", 2)]
    [InlineData("az aks get-credentials -g rg -n two\naz aks get-credentials -g rg -n one\nhelm --kube-context two -n shop upgrade --install web ./k8s\n", 3)]
    [InlineData("az aks get-credentials -g rg -n two\naz aks get-credentials -g rg -n one\nkubectx two\nkubectl apply -f k8s\n", 4)]
    [InlineData("az aks get-credentials -g rg -n two --file ./two.conf\naz aks get-credentials -g rg -n one\nkubectl --kubeconfig ./two.conf apply -f k8s\n", 3)]
    [InlineData("az aks get-credentials -g rg -n two\ncd k8s\nkubectl apply -f a.yaml\n", 3)]
    [InlineData("az aks get-credentials -g rg -n two\ncd \"$(dirname \"$0\")/k8s\"\nkubectl apply -f .\n", 3)]
    [InlineData("az aks get-credentials -g rg -n two\n(cd other; kubectl apply -f b.yaml)\nkubectl apply -f k8s\n", 3)]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl apply -f k8s/*.yaml\n", 2)]
    [InlineData("az aks get-credentials -g rg -n two\nfor f in k8s/*.yaml; do\nkubectl apply -f \"$f\"\ndone\n", 3)]
    [InlineData("az aks command invoke -g rg -n two --command \"kubectl apply -f a.yaml\" --file k8s/a.yaml\n", 1)]
    [InlineData("az aks command invoke -g rg -n two --command \"kubectl apply -f k8s\" --file .\n", 1)]
    public void The_cluster_whose_credentials_are_current_gets_what_is_applied(string deploy, int line) =>
        Assert.Equal($"k8s rg/two: deploy.sh:{line}:1 deploys it with the credentials of this cluster", Bind(("create.sh", Two), ("deploy.sh", deploy), ("k8s/a.yaml", Pod)));

    [Theory]
    [InlineData("cat k8s/a.yaml | kubectl apply -f -")]
    [InlineData("cat ./k8s/*.yaml | envsubst | kubectl -n shop apply -f-")]
    [InlineData("envsubst < k8s/a.yaml | kubectl apply -f -")]
    [InlineData("envsubst '$TAG' <k8s/a.yaml | tee out.yaml | sudo kubectl apply --filename=-")]
    [InlineData("kubectl create -f - < k8s/a.yaml")]
    [InlineData("sed -e \"s/TAG/$TAG/\" -e 's|X|Y|' k8s/a.yaml | kubectl apply -f /dev/stdin")]
    [InlineData("cd k8s && sed 's/TAG/1/' < a.yaml | kubectl apply -f -")]
    [InlineData("for f in k8s/*.yaml; do envsubst < \"$f\" | kubectl apply -f -; done")]
    [InlineData("render() { envsubst < \"$1\"; }\nenvsubst < k8s/a.yaml | deploy\nenvsubst < k8s/a.yaml | kubectl apply -f -")]
    public void A_file_that_is_piped_into_kubectl_is_deployed(string deploy) => Assert.StartsWith(
        "k8s rg/two: deploy.sh:", Bind(("create.sh", Two), ("deploy.sh", $"az aks get-credentials -g rg -n two\n{deploy}\n"), ("k8s/a.yaml", Pod)), StringComparison.Ordinal);

    [Theory]
    [InlineData("cat \"$FILE\" | kubectl apply -f -")]
    [InlineData("cat k8s/a.yaml | kubectl apply -f other.yaml")]
    [InlineData("cat k8s/a.yaml | kubectl get -f -")]
    [InlineData("cat k8s/a.yaml | python3 render.py | kubectl apply -f -")]
    [InlineData("sed -n '/kind/p' k8s/a.yaml | kubectl apply -f -")]
    [InlineData("sed '/kind/d' k8s/a.yaml | kubectl apply -f -")]
    [InlineData("cat k8s/a.yaml | kubectl apply -f - <<EOF\nkind: ConfigMap\nEOF")]
    [InlineData("cat k8s/a.yaml > out; kubectl apply -f -")]
    [InlineData("render() { cat k8s/a.yaml; sleep 1; }\nrender | kubectl apply -f -")]
    [InlineData("cat k8s/a.yaml | { read first; kubectl apply -f -; }")]
    [InlineData("cat k8s/a.yaml > out.yaml | kubectl apply -f -")]
    [InlineData("cat - k8s/a.yaml | kubectl apply -f -")]
    [InlineData("envsubst -v < k8s/a.yaml | kubectl apply -f -")]
    public void What_flows_into_kubectl_from_elsewhere_binds_nothing(string deploy) => Assert.StartsWith(
        "k8s none: several", Bind(("create.sh", Two), ("deploy.sh", $"az aks get-credentials -g rg -n two\n{deploy}\n"), ("k8s/a.yaml", Pod)), StringComparison.Ordinal);

    [Theory]
    [InlineData("kustomize build k8s | kubectl apply -f -", "rg/two")]
    [InlineData("kubectl kustomize k8s | envsubst | kubectl apply -f -", "rg/two")]
    [InlineData("cd k8s; kustomize build --enable-helm --load-restrictor LoadRestrictionsNone | kubectl apply -f -", "rg/two")]
    [InlineData("kustomize build k8s -o out | kubectl apply -f -", "none")]
    [InlineData("kustomize build \"$OVERLAY\" | kubectl apply -f -", "none")]
    [InlineData("kustomize edit set image k8s | kubectl apply -f -", "none")]
    public void A_kustomization_that_is_piped_into_kubectl_is_deployed(string deploy, string cluster) => Assert.StartsWith(
        $"k8s {cluster}: ",
        Bind(("create.sh", Two), ("deploy.sh", $"az aks get-credentials -g rg -n two\n{deploy}\n"), ("k8s/kustomization.yaml", "resources: [a.yaml]\n"), ("k8s/a.yaml", Pod)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("az aks get-credentials -g rg -n \"$NAME\"\nkubectl apply -f k8s\n")]
    [InlineData("kubectl apply -f k8s\naz aks get-credentials -g rg -n two\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl apply -f other\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl apply -f \"$DIR\"\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl apply -f -\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl get -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl config use-context \"$CTX\"\nkubectl apply -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl --context elsewhere apply -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl --kubeconfig x apply -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n one\nif test -n \"$P\"; then\n  az aks get-credentials -g rg -n two\nfi\nkubectl apply -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two --file - > kubeconfig\nkubectl apply -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl apply -k k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two\ncd other\nkubectl apply -f .\n")]
    [InlineData("az aks get-credentials -g rg -n two\ncd \"$DIR\"\nkubectl apply -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectx \"$CTX\"\nkubectl apply -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two --file two.conf\nkubectl apply -f k8s\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl apply -f k8s --dry-run=client\n")]
    [InlineData("az aks get-credentials -g rg -n two\nkubectl apply -f k8s/b*.yaml\n")]
    [InlineData("az aks get-credentials -g rg -n two\nhelm upgrade -f ./k8s web ./chart\n")]
    [InlineData("az aks command invoke -g rg -n two --command \"kubectl get pods\" --file k8s/a.yaml\n")]
    public void What_the_script_leaves_open_binds_nothing(string deploy) =>
        Assert.StartsWith("k8s none: several clusters", Bind(("create.sh", Two), ("deploy.sh", deploy), ("k8s/a.yaml", Pod)), StringComparison.Ordinal);

    [Fact]
    public void A_scope_that_goes_to_two_clusters_goes_to_none()
    {
        const string Deploy = "az aks get-credentials -g rg -n one\nkubectl apply -f k8s\naz aks get-credentials -g rg -n two\nkubectl apply -f k8s\n";

        Assert.Equal("k8s none: its files are deployed to 'rg/one' and 'rg/two'", Bind(("create.sh", Two), ("deploy.sh", Deploy), ("k8s/a.yaml", Pod)));
    }

    [Fact]
    public void A_cluster_that_no_file_defines_is_another_one_than_the_only_one()
    {
        const string Deploy = "az aks get-credentials -g rg -n theirs\nkubectl apply -f k8s\n";

        Assert.Equal(
            "k8s none: deploy.sh:2:1 deploys it to 'theirs', which no file defines",
            Bind(("create.sh", "az aks create -g rg -n one\n"), ("deploy.sh", Deploy), ("k8s/a.yaml", Pod)));
    }

    [Fact]
    public void A_scope_that_is_applied_in_part_is_not_bound()
    {
        var other = Pod.Replace("web", "api", StringComparison.Ordinal);
        const string Deploy = "az aks get-credentials -g rg -n two\nkubectl apply -f k8s/a.yaml\n";

        Assert.StartsWith("k8s none: several", Bind(("create.sh", Two), ("deploy.sh", Deploy), ("k8s/a.yaml", Pod), ("k8s/b.yaml", other)), StringComparison.Ordinal);
        Assert.StartsWith(
            "k8s rg/two: deploy.sh:2:1",
            Bind(("create.sh", Two), ("deploy.sh", Deploy + "kubectl apply -f k8s/b.yaml\n"), ("k8s/a.yaml", Pod), ("k8s/b.yaml", other)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_recursion_is_the_files_in_it()
    {
        const string Deploy = "az aks get-credentials -g rg -n two\nkubectl apply -f k8s";
        (string, string)[] files = [("create.sh", Two), ("k8s/a.yaml", Pod), ("k8s/more/b.yaml", Pod.Replace("web", "api", StringComparison.Ordinal))];

        Assert.StartsWith("k8s none", Bind([.. files, ("deploy.sh", Deploy)]), StringComparison.Ordinal);
        Assert.StartsWith("k8s rg/two", Bind([.. files, ("deploy.sh", Deploy + " -R")]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_from_the_folder_of_the_script_goes_before_one_from_the_root()
    {
        var other = Pod.Replace("web", "api", StringComparison.Ordinal);

        Assert.StartsWith(
            "k8s none",
            Describe(Scopes(("create.sh", Two), ("k8s/a.yaml", Pod), ("app/b.yaml", Pod), ("app/deploy.sh", "az aks get-credentials -g rg -n two\nkubectl apply -f .\n"), ("app/c.yaml", other))
                .Single(static scope => scope.Name == "k8s")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_runs_in_its_own_folder() => Assert.StartsWith(
        "k8s rg/two",
        Bind(
            ("create.sh", Two),
            ("k8s/a.yaml", Pod),
            (".github/workflows/deploy.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: az aks get-credentials -g rg -n two\n      - { working-directory: k8s, run: kubectl apply -f a.yaml }\n")),
        StringComparison.Ordinal);

    [Fact]
    public void The_script_that_makes_a_cluster_talks_to_it() => Assert.Equal(
        "k8s rg/three: infra/up.sh:2:1 deploys it with the credentials of this cluster",
        Bind(("create.sh", Two), ("infra/up.sh", "az aks create -g rg -n three\nkubectl apply -f ../k8s\n"), ("k8s/a.yaml", Pod)));

    [Fact]
    public void A_kustomization_is_applied_by_its_folder() => Assert.Equal(
        "overlays/prod rg/two: deploy.sh:2:1 deploys it with the credentials of this cluster",
        Bind(
            ("create.sh", Two),
            ("deploy.sh", "az aks get-credentials -g rg -n two\nkubectl apply -k overlays/prod\n"),
            ("base/a.yaml", Pod),
            ("base/kustomization.yaml", "resources: [a.yaml]\n"),
            ("overlays/prod/kustomization.yaml", "resources: [../../base]\n")));

    [Fact]
    public void A_declared_cluster_is_found_by_its_name() => Assert.Equal(
        "k8s ?/shop: deploy.sh:2:1 deploys it with the credentials of this cluster",
        Bind(
            ("create.sh", Two),
            ("infra/main.json", Declaration.Arm("").Replace("\"aks\"", "\"shop\"", StringComparison.Ordinal)),
            ("deploy.sh", "az aks get-credentials -g rg-shop -n shop\nkubectl apply -f k8s\n"),
            ("k8s/a.yaml", Pod)));

    [Fact]
    public void What_is_declared_for_a_scope_counts_before_anything_else()
    {
        var scope = new DeploymentScope { Name = "k8s", Kind = ScopeKind.Folder, Root = "k8s", Because = "" };
        var clusters = new ClusterIndex(Declaration.ReadAll(("main.json", Declaration.Arm(""))));

        Assert.Equal("k8s ?/aks: it is declared for this scope", Bound("AKS"));
        Assert.Equal("k8s none: 'gone' is declared for this scope, and no file defines it", Bound("gone"));

        string Bound(string cluster) => Describe(Assert.Single(ClusterBinding.Bind(
            [scope], clusters, [], new BindingEvidence([], ImmutableDictionary<string, string>.Empty.Add("k8s", cluster)))));
    }

    private static string Bind(params ReadOnlySpan<(string Path, string Text)> files) => Describe(Scope(files));

    private static string Describe(DeploymentScope scope) => $"{scope.Name} {scope.Cluster?.Id ?? "none"}: {scope.ClusterBecause}";

    private static DeploymentScope Scope(ReadOnlySpan<(string Path, string Text)> files) => Assert.Single(Scopes(files));

    private static ImmutableArray<DeploymentScope> Scopes(params ReadOnlySpan<(string Path, string Text)> files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text);
        return AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model.Scopes;
    }
}
