using Stockade.Semantics;
using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Tests.Semantics.Clusters;

public class ArmTemplateTests
{
    [Fact]
    public void What_is_absent_is_the_default_of_the_service() =>
        Assert.Equal("Public none None Off entra:False accounts:Enabled", Declaration.Describe(Declaration.ReadArm("")));

    [Theory]
    [InlineData("'apiServerAccessProfile': { 'authorizedIPRanges': ['8.8.8.0/24'] }", "Restricted 8.8.8.0/24")]
    [InlineData("'apiServerAccessProfile': { 'authorizedIPRanges': [] }", "Public none")]
    [InlineData("'apiServerAccessProfile': { 'authorizedIPRanges': null }", "Public none")]
    [InlineData("'apiServerAccessProfile': { 'authorizedIPRanges': ['0.0.0.0/0'] }", "Public 0.0.0.0/0")]
    [InlineData("'apiServerAccessProfile': { 'authorizedIPRanges': ['0.0.0.0/32'] }", "Restricted 0.0.0.0/32")]
    [InlineData("'apiServerAccessProfile': { 'authorizedIPRanges': ['[parameters(\\'mine\\')]'] }", "Unknown unknown")]
    [InlineData("'apiServerAuthorizedIPRanges': ['8.8.8.0/24']", "Restricted 8.8.8.0/24")]
    [InlineData("'APIServerAccessProfile': { 'ENABLEprivateCLUSTER': true }", "Private none")]
    [InlineData("'apiServerAccessProfile': { 'enablePrivateCluster': true, 'authorizedIPRanges': ['8.8.8.0/24'] }", "Private 8.8.8.0/24")]
    [InlineData("'apiServerAccessProfile': { 'enablePrivateCluster': '[parameters(\\'private\\')]' }", "Unknown none")]
    [InlineData("'apiServerAccessProfile': { 'enablePrivateCluster': '[parameters(\\'private\\')]', 'authorizedIPRanges': ['8.8.8.0/24'] }", "Unknown 8.8.8.0/24")]
    [InlineData("'apiServerAccessProfile': '[parameters(\\'profile\\')]'", "Unknown unknown")]
    [InlineData("'apiServerAccessProfile': { 'enableVnetIntegration': true, 'enablePrivateClusterPublicFQDN': true }", "Public none")]
    [InlineData("'publicNetworkAccess': 'Disabled'", "Public none")]
    public void The_api_server_is_read(string properties, string expected) =>
        Assert.StartsWith(expected + " ", Declaration.Describe(Declaration.ReadArm(Json(properties))), StringComparison.Ordinal);

    [Theory]
    [InlineData("'networkPolicy': 'none'", "None")]
    [InlineData("'networkPolicy': 'azure', 'networkPlugin': 'azure'", "Azure")]
    [InlineData("'networkPolicy': 'Calico', 'networkPlugin': 'kubenet'", "Calico")]
    [InlineData("'networkPolicy': 'cilium', 'networkDataplane': 'cilium'", "Cilium")]
    [InlineData("'networkDataplane': 'cilium'", "Cilium")]
    [InlineData("'ebpfDataplane': 'cilium'", "Cilium")]
    [InlineData("'networkDataplane': 'azure', 'networkPluginMode': 'overlay'", "None")]
    [InlineData("'networkPlugin': 'none'", "Byo")]
    [InlineData("'networkPolicy': '[parameters(\\'policy\\')]'", "Unknown")]
    [InlineData("'networkPlugin': '[parameters(\\'plugin\\')]'", "Unknown")]
    [InlineData("'networkPolicy': '[parameters(\\'policy\\')]', 'networkPlugin': 'azure'", "Unknown")]
    [InlineData("'networkPolicy': 'azure', 'networkDataplane': 'cilium'", "Unknown")]
    public void The_engine_is_read(string profile, string engine) =>
        Assert.Equal(engine, Declaration.ReadArm(Json($"'networkProfile': {{ {profile} }}")).Engine.ToString());

    [Fact]
    public void Automatic_brings_cilium_and_a_public_server() =>
        Assert.Equal("Public none Cilium Off entra:True accounts:Unknown", Declaration.Describe(Declaration.ReadArm("", sku: "Automatic")));

    [Theory]
    [InlineData("'podLinkLocalAccess': 'None'", "2025-05-02-preview", "On")]
    [InlineData("'podLinkLocalAccess': 'IMDS'", "2025-05-02-preview", "Off")]
    [InlineData("'podLinkLocalAccess': '[parameters(\\'x\\')]'", "2025-05-02-preview", "Unknown")]
    [InlineData("'podLinkLocalAccess': 'None'", "2025-05-01", "Unknown")]
    [InlineData("", "2025-05-01", "Off")]
    public void None_is_the_metadata_restriction_and_imds_its_absence(string profile, string version, string expected) =>
        Assert.Equal(expected, Declaration.ReadArm(Json($"'networkProfile': {{ {profile} }}"), apiVersion: version).ImdsRestriction.ToString());

    [Theory]
    [InlineData("'disableLocalAccounts': true, 'aadProfile': { 'managed': true }", "entra:True accounts:Disabled")]
    [InlineData("'disableLocalAccounts': false", "entra:False accounts:Enabled")]
    [InlineData("'disableLocalAccounts': '[parameters(\\'x\\')]'", "entra:False accounts:Unknown")]
    [InlineData("'aadProfile': null", "entra:False accounts:Enabled")]
    [InlineData("'aadProfile': '[if(parameters(\\'x\\'), variables(\\'aad\\'), null())]'", "entra:Unknown accounts:Enabled")]
    public void Accounts_are_read(string properties, string expected) =>
        Assert.EndsWith(expected, Declaration.Describe(Declaration.ReadArm(Json(properties))), StringComparison.Ordinal);

    [Theory]
    [InlineData("'type': 'string', 'defaultValue': 'azure'", "Azure")]
    [InlineData("'type': 'string', 'defaultValue': '[variables(\\'engine\\')]'", "Calico")]
    [InlineData("'type': 'string'", "Unknown")]
    [InlineData("'type': 'string', 'defaultValue': '[parameters(\\'POLICY\\')]'", "Unknown")]
    public void A_parameter_is_its_default(string definition, string engine) =>
        Assert.Equal(engine, Declaration.ReadArm(
            Json("'networkProfile': { 'networkPolicy': '[parameters(\\'policy\\')]' }"),
            Json($"'Policy': {{ {definition} }}"),
            Json("'engine': 'calico'")).Engine.ToString());

    [Fact]
    public void Parameter_files_beside_the_template_bind()
    {
        var template = Declaration.Arm(Json("'networkProfile': { 'networkPolicy': '[parameters(\\'policy\\')]' }"), Json("'policy': { 'defaultValue': 'azure' }"));

        Assert.Equal(NetworkPolicyEngine.Calico, Engine(("infra/aks.json", template), ("infra/aks.parameters.json", Bind("calico"))));
        Assert.Equal(NetworkPolicyEngine.Calico, Engine(("infra/aks.json", template), ("infra/parameters.prod.json", Bind("calico"))));
        Assert.Equal(NetworkPolicyEngine.Azure, Engine(("infra/aks.json", template), ("other/aks.parameters.json", Bind("calico"))));

        // Two that differ leave it open; a reference into a vault does, too.
        Assert.Equal(NetworkPolicyEngine.Unknown, Engine(("infra/aks.json", template), ("infra/aks.dev.parameters.json", Bind("none")), ("infra/aks.parameters.json", Bind("calico"))));
        Assert.Equal(NetworkPolicyEngine.Unknown, Engine(("infra/aks.json", template), ("infra/aks.parameters.json", Bind("calico").Replace("value", "reference", StringComparison.Ordinal))));

        static NetworkPolicyEngine Engine(params ReadOnlySpan<(string Path, string Text)> files) => Assert.Single(Declaration.ReadAll(files)).Engine;

        static string Bind(string policy) => Json(
            "{ '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', 'parameters': { 'policy': { 'value': '" + policy + "' } } }");
    }

    [Fact]
    public void Resources_may_be_an_object_of_symbolic_names_and_existing_ones_are_not_deployed()
    {
        var text = Json("""
            { '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', 'languageVersion': '2.0',
              'resources': {
                'mine': { 'type': 'Microsoft.ContainerService/managedClusters', 'name': 'mine', 'properties': {} },
                'theirs': { 'existing': true, 'type': 'Microsoft.ContainerService/managedClusters', 'name': 'theirs' },
                'off': { 'condition': false, 'type': 'Microsoft.ContainerService/managedClusters', 'name': 'off' } } }
            """);

        Assert.Equal("?/mine", Declaration.Read("a.json", text).Id);
    }

    [Fact]
    public void Nested_deployments_have_parameters_of_their_own_and_a_resource_group()
    {
        var text = Json("""
            { '$schema': 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
              'parameters': { 'name': { 'defaultValue': 'outer' } },
              'resources': [ { 'type': 'Microsoft.Resources/deployments', 'name': 'd', 'resourceGroup': 'rg-shop',
                'properties': {
                  'expressionEvaluationOptions': { 'scope': 'inner' },
                  'parameters': { 'name': { 'value': '[concat(parameters(\'name\'), \'-aks\')]' } },
                  'template': {
                    'parameters': { 'name': { 'type': 'string' }, 'private': { 'defaultValue': true } },
                    'resources': [ { 'type': 'Microsoft.ContainerService/managedClusters', 'name': '[parameters(\'name\')]',
                      'properties': { 'apiServerAccessProfile': { 'enablePrivateCluster': '[parameters(\'private\')]' } } } ] } } } ] }
            """);

        var inner = Declaration.Read("a.json", text);
        Assert.Equal("rg-shop/outer-aks", inner.Id);
        Assert.Equal(ApiServerExposure.Private, inner.ApiServer);

        // Without the option the expressions are the outer template's.
        var outer = Declaration.Read("a.json", text.Replace("inner", "outer", StringComparison.Ordinal));
        Assert.Equal("rg-shop/outer", outer.Id);
        Assert.Equal(ApiServerExposure.Unknown, outer.ApiServer);
    }

    [Fact]
    public void Pools_stand_in_the_cluster_beside_it_and_within_it()
    {
        const string Template = """
            { '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
              'resources': [
                { 'type': 'Microsoft.ContainerService/managedClusters', 'name': 'aks',
                  'properties': { 'agentPoolProfiles': [ { 'name': 'one', 'osType': 'Linux' } ], 'networkProfile': { 'networkPolicy': 'cilium', 'networkDataplane': 'cilium' } },
                  'resources': [ { 'type': 'agentPools', 'name': 'two', 'properties': { 'osType': 'Windows' } } ] },
                { 'type': 'Microsoft.ContainerService/managedClusters/agentPools', 'name': 'aks/three', 'properties': { 'osSKU': 'Windows2022' } },
                { 'type': 'Microsoft.ContainerService/managedClusters/agentPools', 'name': 'other/four', 'properties': { 'osType': 'Windows' } } ] }
            """;

        var cluster = Declaration.Read("a.json", Json(Template));

        Assert.Equal(["one:False", "two:True", "three:True"], cluster.State.NodePools.Select(pool => $"{pool.Name}:{pool.IsWindows}"));
        var condition = Assert.Single(cluster.Conditions, condition => condition.Kind is ClusterConditionKind.EngineWithoutWindows);
        Assert.Equal("\"osType\": \"Windows\"", condition.Location.Text);
    }

    [Fact]
    public void Copies_are_one_cluster_without_a_name_and_copied_pools_are_unknown()
    {
        var text = Declaration.Arm(Json("'copy': [ { 'name': 'agentPoolProfiles', 'count': 2, 'input': { 'osType': 'Windows' } } ]"))
            .Replace("\"name\": \"aks\",", "\"name\": \"aks\", \"copy\": { \"name\": \"all\", \"count\": 3 },", StringComparison.Ordinal);

        var cluster = Declaration.Read("a.json", text);

        Assert.Equal("?/aks", cluster.Id);
        Assert.Empty(cluster.State.NodePools);
    }

    [Fact]
    public void A_cluster_that_two_resources_define_is_what_they_agree_on()
    {
        var text = Json("""
            { '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
              'resources': [ { 'type': 'Microsoft.Resources/deployments', 'resourceGroup': 'RG', 'properties': { 'template': { 'resources': [
                { 'condition': '[parameters(\'p\')]', 'type': 'Microsoft.ContainerService/managedClusters', 'name': 'AKS',
                  'properties': { 'apiServerAccessProfile': { 'enablePrivateCluster': true } } },
                { 'condition': '[not(parameters(\'p\'))]', 'type': 'Microsoft.ContainerService/managedClusters', 'name': 'aks', 'properties': {} } ] } } } ] }
            """);

        Assert.Equal("Unknown none None Off entra:False accounts:Enabled", Declaration.Describe(Declaration.Read("a.json", text)));
    }

    [Theory]
    [InlineData("[concat('a', 'b')]", "ab")]
    [InlineData("[concat('it''s-', 1)]", "it's-1")]
    [InlineData("[format('{0}-{1}{{', 'x', parameters('known'))]", "x-k{")]
    [InlineData("[toUpper(variables('v').inner[1])]", "TWO")]
    [InlineData("[variables('v')['inner'][0]]", "one")]
    [InlineData("[if(equals(parameters('known'), 'k'), 'yes', 'no')]", "yes")]
    [InlineData("[if(not(empty(parameters('known'))), 'yes', 'no')]", "yes")]
    [InlineData("[if(and(true(), or(false(), parameters('missing'))), 'yes', 'no')]", null)]
    [InlineData("[if(or(true(), parameters('missing')), 'yes', 'no')]", "yes")]
    [InlineData("[if(parameters('missing'), 'same', 'same')]", "same")]
    [InlineData("[coalesce(null(), 'x')]", "x")]
    [InlineData("[first(split('a,b', ','))]", "a")]
    [InlineData("[if(contains(createArray('a', 'b'), 'b'), 'yes', 'no')]", "yes")]
    [InlineData("[if(greater(length(createArray('a', 'b')), 1), 'yes', 'no')]", "yes")]
    [InlineData("[[literal]", "[literal]")]
    [InlineData("[literal] text", "[literal] text")]
    [InlineData("[uniqueString('x')]", null)]
    [InlineData("[resourceGroup().name]", null)]
    [InlineData("[concat('a', copyIndex())]", null)]
    [InlineData("[contoso.name('x')]", null)]
    [InlineData("[concat('a'", "[concat('a'")]
    [InlineData("[concat('a']", null)]
    [InlineData("[concat('a') 'b']", null)]
    [InlineData("[variables('loop')]", null)]
    [InlineData("[variables('nobody')]", null)]
    [InlineData("[variables('v').inner[7]]", null)]
    [InlineData("#{NAME}#", null)]
    public void Expressions_are_evaluated_as_far_as_the_text_decides(string expression, string? expected)
    {
        var text = Declaration.Arm("", Json("'known': { 'defaultValue': 'k' }"), Json("'v': { 'inner': ['one', 'two'] }, 'loop': '[variables(\\'loop\\')]'"))
            .Replace("\"aks\"", $"\"{expression}\"", StringComparison.Ordinal);

        var cluster = Declaration.Read("a.json", text);

        Assert.Equal(expected ?? expression, cluster.Name);
    }

    [Fact]
    public void Comments_and_tabs_are_no_fault()
    {
        var text = Declaration.Arm("/* none */").Replace("  ", "\t", StringComparison.Ordinal).Replace("\"resources\"", "// here\n\"resources\"", StringComparison.Ordinal);

        Assert.Equal("?/aks", Declaration.Read("a.json", text).Id);
    }

    [Fact]
    public void Json_that_is_no_template_is_not_read()
    {
        Assert.Empty(Declaration.ReadAll(("a.json", "{ \"type\": \"Microsoft.ContainerService/managedClusters\", \"name\": \"x\" }")));
        Assert.Null(ModelLoader.Parse(new Stockade.Text.SourceFile("a.json", "{ \"type\": \"Microsoft.ContainerService/managedClusters\" }") { Kind = Stockade.Text.FileKind.Json }, isNamed: false, []));
    }

    [Fact]
    public void Spans_are_those_of_the_properties()
    {
        var cluster = Declaration.ReadArm(
            Json("'apiServerAccessProfile': {\n'authorizedIPRanges': [\n'0.0.0.0/1', '10.0.0.0/8' ] }, 'networkProfile': { 'networkPolicy': 'none' }"));

        Assert.Equal("\"aks\"", cluster.Location.Text);
        Assert.Equal("\"networkPolicy\": \"none\"", cluster.EngineCause!.Value.Text);

        // A value over several lines is pointed at by its key.
        Assert.Equal("\"authorizedIPRanges\"", cluster.State.RangesCause!.Value.Text);
        Assert.Equal(
            ["RangesRejected \"10.0.0.0/8\"", "RangesTooBroad \"0.0.0.0/1\"", "RangesGiven \"authorizedIPRanges\""],
            cluster.Conditions.Select(condition => $"{condition.Kind} {condition.Location.Text}"));
        Assert.Equal(Truth.False, cluster.Private);
    }

    private static string Json(string text) => text.Replace("\\'", "§", StringComparison.Ordinal).Replace('\'', '"').Replace('§', '\'');
}
