namespace Stockade.Tests.Semantics.Clusters;

/// <summary>Policy engines that somebody installs, beside those of AKS.</summary>
public class InstalledEngineTests
{
    private const string Create = "az aks create -g rg -n one\naz aks create -g rg -n two\n";

    private const string Agent = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: calico-node, namespace: kube-system }\nspec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [] } } }\n";

    [Theory]
    [InlineData("kubectl apply -f https://raw.githubusercontent.com/Azure/azure-container-networking/master/npm/azure-npm.yaml")]
    [InlineData("kubectl create -f https://raw.githubusercontent.com/projectcalico/calico/v3.29.0/manifests/tigera-operator.yaml")]
    [InlineData("curl -sLO https://raw.githubusercontent.com/projectcalico/calico/v3.29.0/manifests/calico.yaml\nkubectl apply -f calico.yaml")]
    [InlineData("kubectl apply -f https://raw.githubusercontent.com/cilium/cilium/1.9/install/kubernetes/quick-install.yaml")]
    [InlineData("kubectl apply -f https://raw.githubusercontent.com/cloudnativelabs/kube-router/master/daemonset/generic-kuberouter-only-advertise-routes.yaml")]
    [InlineData("if test -n \"$CALICO\"; then helm install calico projectcalico/tigera-operator --version v3.29.0 -n tigera-operator; fi")]
    [InlineData("helm upgrade -i cilium oci://quay.io/cilium/charts/cilium --set a=b")]
    [InlineData("helm install calico ./tigera-operator-v3.29.0.tgz")]
    [InlineData("cilium install --version 1.16.0")]
    public void Leave_the_engine_of_their_cluster_open(string install)
    {
        Assert.Equal("rg/one None, rg/two Unknown", Engines(("deploy.sh", $"{Create}az aks get-credentials -g rg -n two\n{install}\n")));
        Assert.Equal("rg/one None, rg/two Unknown", Engines(("create.sh", Create), ("deploy.sh", $"az aks get-credentials -g rg -n two\n{install}\n")));
    }

    [Theory]
    [InlineData("helm install calico projectcalico/tigera-operator")]
    [InlineData("cilium install")]
    [InlineData("kubectl.exe apply -f https://example.org/calico.yaml")]
    public void Are_seen_in_PowerShell(string install) =>
        Assert.Equal("rg/one None, rg/two Unknown", Engines(("deploy.ps1", $"{Create}az aks get-credentials -g rg -n two\n{install}\n")));

    [Theory]
    [InlineData("kubectl apply -f https://example.org/calico-policies.yaml")]
    [InlineData("kubectl apply -f calico/deny.yaml")]
    [InlineData("kubectl delete -f https://example.org/calico.yaml")]
    [InlineData("kubectl apply --dry-run=client -f https://example.org/calico.yaml")]
    [InlineData("helm install web ./charts/calico-demo")]
    [InlineData("helm template calico projectcalico/tigera-operator")]
    [InlineData("helm repo add cilium https://helm.cilium.io")]
    [InlineData("cilium status")]
    [InlineData("curl -LO https://example.org/calico.yaml")]
    public void Are_not_seen_where_there_is_none(string command) =>
        Assert.Equal("rg/one None, rg/two None", Engines(("deploy.sh", $"{Create}az aks get-credentials -g rg -n two\n{command}\n")));

    [Fact]
    public void May_go_to_each_cluster_of_a_script_that_does_not_tell() =>
        Assert.Equal("rg/one Unknown, rg/two Unknown", Engines(("deploy.sh", $"{Create}kubectl config use-context \"$CONTEXT\"\ncilium install\n")));

    [Fact]
    public void Stand_in_manifests_too()
    {
        Assert.Equal("rg/one Unknown", Engines(("deploy.sh", "az aks create -g rg -n one\n"), ("k8s/calico.yaml", Agent)));
        Assert.Equal("rg/one None", Engines(("deploy.sh", "az aks create -g rg -n one\n"), ("k8s/other.yaml", Agent.Replace("calico-node", "node-exporter", StringComparison.Ordinal))));
        Assert.Equal("rg/one None, rg/two None", Engines(("deploy.sh", Create), ("k8s/calico.yaml", Agent)));
    }

    [Fact]
    public void Do_not_change_an_engine_of_AKS() =>
        Assert.Equal("rg/one Calico", Engines(("deploy.sh", "az aks create -g rg -n one --network-plugin azure --network-policy calico\ncilium install\n")));

    [Fact]
    public void Leave_the_verdicts_to_the_policies()
    {
        const string Policy = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [] }\n---\n"
            + "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Egress] }\n";
        using var folder = new TemporaryFolder();
        folder.Write("deploy.sh", "az aks create -g rg -n one --enable-private-cluster\nkubectl apply -f k8s\n");
        folder.Write("k8s/a.yaml", Policy);

        string[] Found() => [.. AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Diagnostics.Select(static diagnostic => diagnostic.Id).Where(static id => id is "AKS2001" or "AKS2002" or "AKS4001")];
        Assert.Equal(["AKS2001", "AKS2002"], Found().Order(StringComparer.Ordinal));
        folder.Write("deploy.sh", "az aks create -g rg -n one --enable-private-cluster\ncilium install\nkubectl apply -f k8s\n");
        Assert.Empty(Found());
    }

    private static string Engines(params ReadOnlySpan<(string Path, string Text)> files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text);
        var clusters = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model.Clusters;
        return string.Join(", ", clusters.Select(static cluster => $"{cluster.Id} {cluster.Engine}"));
    }
}
