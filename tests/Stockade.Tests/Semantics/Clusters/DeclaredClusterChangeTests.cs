using Stockade.Semantics.AzureCli;
using static Stockade.Tests.Semantics.Clusters.Declaration;

namespace Stockade.Tests.Semantics.Clusters;

/// <summary>Commands on clusters that files declare.</summary>
public class DeclaredClusterChangeTests
{
    private const string Open = "\"networkProfile\": { \"networkPlugin\": \"azure\" }";
    private const string Operator = "apiVersion: containerservice.azure.com/v1api20240901\nkind: ManagedCluster\nmetadata: { name: aks }\nspec: { owner: { name: rg }, networkProfile: { networkPlugin: azure } }\n";
    private const string ClusterApi = "apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureManagedControlPlane\nmetadata: { name: aks }\nspec: { resourceGroupName: rg, networkPlugin: azure }\n";
    private const string Crossplane = "apiVersion: containerservice.azure.upbound.io/v1beta2\nkind: KubernetesCluster\nmetadata: { name: aks }\nspec: { forProvider: { resourceGroupName: rg, networkProfile: { networkPlugin: azure } } }\n";

    public static TheoryData<string, string> Declarations => new() { { "main.json", Arm(Open) }, { "c.yaml", Operator }, { "c.yaml", ClusterApi }, { "c.yaml", Crossplane } };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_command_changes_what_the_file_declares(string path, string text)
    {
        Assert.Equal(
            ["rg/aks Public none Calico Off"],
            Describe(Run((path, text), ("up.sh", "az aks update -g rg -n AKS --network-policy calico\n"))));
        Assert.Equal(
            ["rg/aks Restricted 1.2.3.0/24 None Off"],
            Describe(Run((path, text), ("up.sh", "az aks update -g rg -n aks --api-server-authorized-ip-ranges 1.2.3.0/24\n"))));
    }

    [Theory]
    [InlineData("az aks update -g other -n aks --network-policy calico\n")]
    [InlineData("az aks update -g rg -n other --network-policy calico\n")]
    public void Another_cluster_is_another_one(string script) =>
        Assert.Contains("rg/aks Public none None Off", Describe(Run(("c.yaml", Operator), ("up.sh", script))));

    [Theory]
    [InlineData("if test -n \"$P\"; then az aks update -g rg -n aks --network-policy calico; fi\n")]
    [InlineData("az aks update -g \"$RG\" -n \"$NAME\" --network-policy calico\n")]
    [InlineData("az aks update -g rg -n \"$NAME\" --network-policy calico\n")]
    public void What_may_have_been_changed_is_unknown_and_the_rest_is_not(string script) =>
        Assert.Contains("rg/aks Public none Unknown Off", Describe(Run(("c.yaml", Operator), ("up.sh", script))));

    [Fact]
    public void A_name_that_is_an_expression_may_be_the_one_that_a_command_names()
    {
        var template = Arm(Open, "\"name\": { \"type\": \"string\" }").Replace("\"name\": \"aks\"", "\"name\": \"[parameters('name')]\"", StringComparison.Ordinal);

        Assert.Contains("?/[parameters('name')] Public none Unknown Off", Describe(Run(("main.json", template), ("up.sh", "az aks update -g rg -n aks --network-policy calico\n"))));
    }

    [Fact]
    public void An_expression_means_only_a_cluster_nearby()
    {
        const string Script = "az aks update -g \"$RG\" -n \"$NAME\" --network-policy calico\n";
        var clusters = Describe(Run(("a/c.yaml", Operator), ("a/up.sh", Script), ("b/c.yaml", Operator.Replace("aks", "two", StringComparison.Ordinal))));

        Assert.Contains("rg/aks Public none Unknown Off", clusters);
        Assert.Contains("rg/two Public none None Off", clusters);
    }

    [Fact]
    public void Commands_in_order_end_in_the_last_state()
    {
        var cluster = Assert.Single(Run(
            ("main.json", Arm("\"networkProfile\": { \"networkPlugin\": \"azure\", \"networkDataplane\": \"cilium\" }")),
            ("up.sh", "az deployment group create -g rg -f main.json\naz aks update -g rg -n aks --enable-imds-restriction\naz aks upgrade -g rg -n aks --node-image-only\naz aks update -g rg -n aks --api-server-authorized-ip-ranges 1.2.3.0/24\n")));

        Assert.Equal((ImdsRestriction.On, ApiServerExposure.Restricted, 3), (cluster.ImdsRestriction, cluster.ApiServer, cluster.Steps.Length));
        Assert.Equal("--api-server-authorized-ip-ranges 1.2.3.0/24", cluster.ApiServerCause?.Text.ToString());
    }

    [Theory]
    [InlineData("", "Public none None Off")]
    [InlineData("--parameters engine=calico", "Public none Calico Off")]
    [InlineData("--parameters prod.parameters.json", "Public none Azure Off")]
    [InlineData("--parameters @prod.parameters.json engine=calico", "Public none Calico Off")]
    [InlineData("-p '{\"engine\": {\"value\": \"calico\"}}' -p private=true", "Private none Calico Off")]
    [InlineData("-p ranges='[\"1.2.3.0/24\"]'", "Restricted 1.2.3.0/24 None Off")]
    [InlineData("--parameters engine=$E", "Public none Unknown Off")]
    [InlineData("--parameters \"$P\"", "Unknown unknown Unknown Off")]
    [InlineData("--parameters missing.json engine=azure", "Unknown unknown Azure Off")]
    [InlineData("-p engine=azure\naz deployment group create -g rg -f main.json -p engine=calico", "Public none Unknown Off")]
    public void A_deployment_gives_parameters_and_the_group(string parameters, string expected)
    {
        const string Properties = "\"networkProfile\": { \"networkPolicy\": \"[parameters('engine')]\" }, \"apiServerAccessProfile\": { \"enablePrivateCluster\": \"[parameters('private')]\", \"authorizedIPRanges\": \"[parameters('ranges')]\" }";
        const string Parameters = "\"engine\": { \"type\": \"string\", \"defaultValue\": \"none\" }, \"private\": { \"type\": \"bool\", \"defaultValue\": false }, \"ranges\": { \"type\": \"array\", \"defaultValue\": [] }";
        const string File = "{ \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\", \"parameters\": { \"engine\": { \"value\": \"azure\" } } }";

        Assert.Equal(
            [$"rg/aks {expected}"],
            Describe(Run(("main.json", Arm(Properties, Parameters)), ("prod.parameters.json", File), ("up.sh", $"az deployment group create -g rg -f main.json {parameters}\n"))));
    }

    [Theory]
    [InlineData("AKS1001", "az aks update -g rg -n aks --disable-private-cluster\n", 0)]
    [InlineData("AKS1003", "az aks update -g rg -n aks --api-server-authorized-ip-ranges ''\n", 1)]
    [InlineData("AKS1006", "az aks update -g rg -n aks --api-server-authorized-ip-ranges 1.2.3.0/24\n", 1)]
    [InlineData("AKS2001", "az aks update -g rg -n aks --network-policy calico\n", 0)]
    [InlineData("AKS2001", "az aks upgrade -g rg -n aks --node-image-only\n", 1)]
    [InlineData("AKS4006", "az aks update -g rg -n aks --enable-imds-restriction\n", 1)]
    public void Rules_speak_of_the_state_after_the_commands(string rule, string script, int count)
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.json", Arm(Open + (rule is "AKS1001" ? ", \"apiServerAccessProfile\": { \"enablePrivateCluster\": true }" : "")));
        folder.Write("up.sh", script);

        Assert.Equal(count, AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path, Select = [rule] }).Diagnostics.Length);
    }

    private static IEnumerable<ManagedCluster> Run(params ReadOnlySpan<(string Path, string Text)> files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
            folder.Write(path, text);
        return AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path }).Model.Clusters;
    }

    private static string[] Describe(IEnumerable<ManagedCluster> clusters) =>
        [.. clusters.Select(static cluster => $"{cluster.Id} {string.Join(' ', Declaration.Describe(cluster).Split(' ')[..4])}")];
}
