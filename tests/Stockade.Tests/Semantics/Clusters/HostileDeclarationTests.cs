using System.Text;
using Stockade.Semantics.AzureCli;

namespace Stockade.Tests.Semantics.Clusters;

/// <summary>Declarations that are made to hurt: what is too much is unknown, and nothing throws or takes long.</summary>
public class HostileDeclarationTests
{
    [Fact]
    public void Deep_nesting_is_no_cluster()
    {
        var nested = new StringBuilder().Insert(0, "{ \"a\": ", 5000).Append('1').Append('}', 5000).ToString();

        Assert.Empty(Declaration.ReadAll(("a.json", Declaration.Arm($"\"networkProfile\": {nested}"))));
    }

    [Fact]
    public void A_deep_expression_is_unknown()
    {
        var expression = new StringBuilder("[").Insert(1, "concat(", 10_000).Append("'a'").Append(')', 10_000).Append(']').ToString();

        Assert.Equal(NetworkPolicyEngine.Unknown, Declaration.ReadArm($"\"networkProfile\": {{ \"networkPolicy\": \"{expression}\" }}").Engine);
    }

    [Fact]
    public void A_long_chain_of_variables_is_unknown()
    {
        var variables = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"\"v{i}\": \"[variables('v{i + 1}')]\"")) + ", \"v20000\": \"azure\"";

        var cluster = Declaration.ReadArm("\"networkProfile\": { \"networkPolicy\": \"[variables('v0')]\" }", variables: variables);

        Assert.Equal(NetworkPolicyEngine.Unknown, cluster.Engine);
    }

    [Fact]
    public void Texts_and_objects_that_double_are_unknown()
    {
        var variables = "\"t0\": \"aaaaaaaa\", \"o0\": { \"x\": 1 }"
            + string.Concat(Enumerable.Range(1, 60).Select(i => $", \"t{i}\": \"[concat(variables('t{i - 1}'), variables('t{i - 1}'))]\""))
            + string.Concat(Enumerable.Range(1, 60).Select(i => $", \"o{i}\": {{ \"a\": \"[variables('o{i - 1}')]\", \"b\": \"[variables('o{i - 1}')]\" }}"));

        var cluster = Declaration.ReadArm("\"networkProfile\": { \"networkPolicy\": \"[variables('t60')]\" }, \"apiServerAccessProfile\": \"[variables('o60')]\"", variables: variables);

        Assert.Equal(NetworkPolicyEngine.Unknown, cluster.Engine);

        // None of its members is a property of the server, however many there are.
        Assert.Equal(ApiServerExposure.Public, cluster.ApiServer);
    }

    [Fact]
    public void Aliases_of_aliases_are_unknown()
    {
        var levels = string.Concat(Enumerable.Range(1, 60).Select(i => $"  l{i}: &l{i} [*l{i - 1}, *l{i - 1}, *l{i - 1}, *l{i - 1}]\n"));
        var text = "apiVersion: containerservice.azure.com/v1api20240901\nkind: ManagedCluster\nmetadata: { name: aks }\nspec:\n  l0: &l0 [a, b]\n"
            + levels + "  agentPoolProfiles: *l60\n";

        Assert.Equal(ApiServerExposure.Unknown, Declaration.Read("a.yaml", text).ApiServer);
    }

    [Fact]
    public void Of_a_key_that_is_given_twice_the_last_counts() =>
        Assert.Equal(NetworkPolicyEngine.Calico, Declaration.ReadArm("\"networkProfile\": { \"networkPolicy\": \"azure\", \"networkPolicy\": \"calico\" }").Engine);

    [Fact]
    public void A_template_of_a_thousand_clusters_is_read()
    {
        var clusters = string.Join(",", Enumerable.Range(0, 1000).Select(i => $"{{ \"type\": \"Microsoft.ContainerService/managedClusters\", \"name\": \"a{i}\", \"properties\": {{}} }}"));
        var text = $"{{ \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", \"resources\": [{clusters}] }}";

        Assert.Equal(1000, Declaration.ReadAll(("a.json", text)).Length);
    }

    [Fact]
    public void A_template_cut_anywhere_is_survived()
    {
        var text = Declaration.Arm("\"networkProfile\": { \"networkPolicy\": \"[if(equals(parameters('p'), 'x'), format('{0}', 'azure'), 'none')]\" }", "\"p\": { \"defaultValue\": \"x\" }");
        for (var length = 0; length < text.Length; length++)
            Assert.InRange(Declaration.ReadAll(("a.json", text[..length])).Length, 0, 1);
        for (var length = 0; length < 80; length++)
        {
            var expression = "[if(equals(parameters('p'), 'x'), format('{0}', 'azure'), createArray(1, 'a')[0])]"[..length];
            Assert.Single(Declaration.ReadAll(("a.json", Declaration.Arm($"\"networkProfile\": {{ \"networkPolicy\": \"{expression}]\" }}"))));
        }
    }
}
