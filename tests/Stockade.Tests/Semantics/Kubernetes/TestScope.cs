using Stockade.Semantics.Kubernetes;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Kubernetes;

/// <summary>The one scope of a manifest.</summary>
internal sealed class TestScope
{
    private TestScope(DeploymentScope scope)
    {
        Scope = scope;
        Reachability = new Reachability(scope);
    }

    public DeploymentScope Scope { get; }

    public Reachability Reachability { get; }

    public NetworkPolicy Policy => Assert.IsType<NetworkPolicy>(Assert.Single(Scope.Policies));

    public static TestScope Parse(string yaml)
    {
        var documents = YamlReader.Read(new SourceFile("k8s.yaml", yaml), KubernetesObjectReader.IsInteresting);
        Assert.All(documents, static document => Assert.Empty(document.Errors));
        return new TestScope(Assert.Single(KubernetesModelBuilder.Build(documents, "default", []).Scopes));
    }

    public static TestScope Of(DeploymentScope scope) => new(scope);

    public Workload Workload(string name) => Assert.Single(Scope.Workloads, workload => workload.Name == name);

    public WorkloadVerdicts Verdicts(string name = "web") => Reachability.Evaluate(Workload(name));
}
