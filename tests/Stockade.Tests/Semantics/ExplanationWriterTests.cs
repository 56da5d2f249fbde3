namespace Stockade.Tests.Semantics;

public sealed class ExplanationWriterTests
{
    private const string Manifests =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {template: {metadata: {labels: {app: web}}}}
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent, namespace: shop}
        spec: {template: {spec: {hostNetwork: true}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: other}
        spec: {}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: out, namespace: shop}
        spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: other-pods, namespace: shop}
        spec: {podSelector: {matchLabels: {app: api}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: refused, namespace: shop}
        spec: {podSelector: {}, policyTypes: [ingress]}

        """;

    private const string EngineLess = "az aks create -g rg -n aks --network-plugin azure\n";

    [Fact]
    public void Every_step_of_a_verdict_is_told_with_its_place() =>
        Assert.Equal(
            """
            Deployment 'web' in namespace 'shop' (k8s/all.yaml:3:18)
              scope       k8s: it is the only file with manifests
              cluster     not known: no cluster is defined
              pod labels  app=web

            Can it reach the instance metadata service? reachable
              1. It is not on the host network, so network policies govern it.
              2. It is isolated for egress, so only what a rule allows passes. This policy selects it:
                 'out' (k8s/all.yaml:18:18): 1 rule
                 not 'other-pods' (k8s/all.yaml:23:18): its podSelector asks for app=api
                 not 'refused' (k8s/all.yaml:28:18): the API server rejects it, policyTypes holds 'ingress', which is neither Ingress nor Egress
              3. Policy 'out' allows 0.0.0.0/0.
                 spec.egress[0].to[0].ipBlock of 'out' allows (k8s/all.yaml:19:103)
              4. No cluster is known for this scope, so policies are taken as enforced.

            Who may connect to it? openWorld
              1. It is not on the host network, so network policies govern it.
              2. No policy of namespace 'shop' certainly selects it for ingress.
                 not 'other-pods' (k8s/all.yaml:23:18): its podSelector asks for app=api
                 not 'out' (k8s/all.yaml:18:18): it does not govern ingress
                 not 'refused' (k8s/all.yaml:28:18): the API server rejects it, policyTypes holds 'ingress', which is neither Ingress nor Egress
              3. Nothing isolates it, and what is not isolated is open to everything.
              4. No cluster is known for this scope, so policies are taken as enforced.

            """,
            Explain("shop/Deployment/web", ("k8s/all.yaml", Manifests)));

    [Fact]
    public void The_host_network_ends_the_story()
    {
        var text = Explain("shop/DaemonSet/agent", ("all.yaml", Manifests));

        Assert.Contains("  1. It is on the host network (all.yaml:9:39), which network policies do not govern.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("podSelector", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_may_overrule_the_policies() =>
        Assert.Contains(
            "  4. But cluster 'aks' enforces no NetworkPolicy (create.sh:1:1).\n",
            Explain("shop/Deployment/web", ("all.yaml", Manifests), ("create.sh", EngineLess)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("web", "other/Pod/web", "shop/Deployment/web")]
    [InlineData("deployment/web", "shop/Deployment/web")]
    [InlineData("other/web", "other/Pod/web")]
    [InlineData("shop/DaemonSet/agent", "shop/DaemonSet/agent")]
    [InlineData("shop/Pod/web")]
    [InlineData("a/b/c/d")]
    public void A_workload_is_found_by_its_id_or_a_part_of_it(string typed, params string[] ids) =>
        Assert.Equal(ids, ObjectReference.Find(Analyze(("all.yaml", Manifests)), typed));

    [Fact]
    public void Mermaid_draws_who_reaches_what()
    {
        var writer = new StringWriter();
        ModelWriter.Write(Analyze(("k8s/all.yaml", Manifests.Replace("name: other-pods", "name: api", StringComparison.Ordinal).Replace("app: api", "app: web", StringComparison.Ordinal))), ModelFormat.Mermaid, writer);

        Assert.Equal(
            """
            flowchart LR
              subgraph s0["k8s"]
                subgraph s0n0["other"]
                  s0w0["Pod/web"]
                end
                subgraph s0n1["shop"]
                  s0w1["DaemonSet/agent"]
                  s0w2["Deployment/web"]
                end
              end
              internet(["the Internet"])
              imds[("169.254.169.254")]
              internet --> s0w0
              s0w0 --> imds
              internet --> s0w1
              s0w1 --> imds
              s0w2 --> imds

            """,
            writer.ToString());
    }

    private static string Explain(string id, params (string Path, string Text)[] files)
    {
        var writer = new StringWriter();
        ObjectReference.WriteExplanation(Analyze(files), id, writer);
        return writer.ToString();
    }

    private static AnalysisResult Analyze(params (string Path, string Text)[] files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text);
        return AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path });
    }
}
