using Stockade.Semantics;

namespace Stockade.Tests.Semantics.Kubernetes;

/// <summary>Verdicts where it is not known which policies a workload meets.</summary>
public class IncompleteScopeTests
{
    [Theory]
    [InlineData("${NS}", "shop", "unknown unknown")]
    [InlineData("<your-namespace>", "shop", "unknown unknown")]
    [InlineData("${NS}", "${NS}", "blocked isolated")]
    [InlineData("shop", "shop", "blocked isolated")]
    [InlineData("shop", "orders", "reachable openWorld")]
    [InlineData("${NS}", null, "reachable openWorld")]
    public void A_namespace_that_is_a_placeholder_may_be_any_other_that_has_policies(string workload, string? policy, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("k8s/web.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: web, namespace: '{workload}' }}\nspec: {{ containers: [{{ name: a, image: a }}] }}\n");
        if (policy is not null)
            folder.Write("k8s/deny.yaml", $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{ name: p, namespace: '{policy}' }}\nspec: {{ podSelector: {{}}, policyTypes: [Ingress, Egress] }}\n");
        var model = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model;
        var scope = Assert.Single(model.Scopes);
        var verdicts = model.GetVerdicts(scope, Assert.Single(scope.Workloads));

        Assert.Equal(expected, $"{ModelWords.Of(verdicts.Imds.Answer)} {ModelWords.Of(verdicts.Ingress.Answer)}");
    }
}
