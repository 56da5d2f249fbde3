using Stockade.Semantics.AzureCli;
using Stockade.Semantics.AzureCli.Conditions;

namespace Stockade.Tests.Semantics.Clusters;

public class ManifestClusterTests
{
    private const string Private = "{ enablePrivateCluster: true }";

    [Theory]
    [InlineData("v1beta20210501")]
    [InlineData("v1api20210501")]
    [InlineData("v1api20230202preview")]
    [InlineData("v1alpha1api20210501")]
    [InlineData("v20240901")]
    [InlineData("v20251002preview")]
    [InlineData("v20260501")]
    public void Every_version_of_the_service_operator_is_read(string version) =>
        Assert.Equal("rg/aks", Declaration.Read("a.yaml", Aso("owner: { name: rg }", version)).Id);

    [Theory]
    [InlineData("v1")]
    [InlineData("v2024")]
    public void Another_version_is_another_object(string version) => Assert.Empty(Declaration.ReadAll(("a.yaml", Aso("", version))));

    [Theory]
    [InlineData("", "Public none None Off entra:False accounts:Enabled")]
    [InlineData("apiServerAccessProfile: { authorizedIPRanges: [8.8.8.8/32] }, networkProfile: { networkPolicy: calico }", "Restricted 8.8.8.8/32 Calico Off entra:False accounts:Enabled")]
    [InlineData("apiServerAccessProfile: " + Private + ", aadProfile: { managed: true }, disableLocalAccounts: true", "Private none None Off entra:True accounts:Disabled")]

    // The API server drops a field it does not know.
    [InlineData("apiServerAccessProfile: { authorizedIpRanges: [8.8.8.8/32] }", "Public none None Off entra:False accounts:Enabled")]
    [InlineData("networkProfile: { networkPolicy: '${POLICY}' }", "Public none Unknown Off entra:False accounts:Enabled")]
    [InlineData("apiServerAccessProfile: { enablePrivateCluster: {{ .Values.private }} }", null)]
    public void The_service_operator_has_the_properties_of_arm(string spec, string? expected)
    {
        var clusters = Declaration.ReadAll(("a.yaml", Aso(spec)));

        Assert.Equal(expected, clusters is [var cluster] ? Declaration.Describe(cluster) : null);
    }

    [Fact]
    public void The_owner_and_the_name_in_azure_name_the_cluster()
    {
        Assert.Equal("shop/prod", Declaration.Read("a.yaml", Aso("azureName: prod, owner: { armId: /subscriptions/1/resourceGroups/shop }")).Id);
        Assert.Equal("?/aks", Declaration.Read("a.yaml", Aso("")).Id);
    }

    [Fact]
    public void A_cluster_the_operator_skips_is_managed_elsewhere_and_its_defaults_are_unknown()
    {
        var skipped = Aso("networkProfile: { networkPolicy: none }").Replace("name: aks", "name: aks, annotations: { serviceoperator.azure.com/reconcile-policy: skip }", StringComparison.Ordinal);

        var cluster = Declaration.Read("a.yaml", skipped);
        Assert.True(cluster.IsManagedElsewhere);
        Assert.Equal("Unknown unknown Unknown Unknown entra:Unknown accounts:Unknown", Declaration.Describe(cluster));
        Assert.False(Declaration.Read("a.yaml", skipped.Replace("skip", "detach-on-delete", StringComparison.Ordinal)).IsManagedElsewhere);
    }

    [Fact]
    public void Pools_of_the_service_operator_belong_to_their_owner()
    {
        var text = Aso("networkProfile: { networkPolicy: azure, networkPlugin: azure }") + """
            ---
            { apiVersion: containerservice.azure.com/v1api20240901, kind: ManagedClustersAgentPool, metadata: { name: win }, spec: { owner: { name: aks }, osType: Windows } }
            ---
            { apiVersion: containerservice.azure.com/v1api20240901, kind: ManagedClustersAgentPool, metadata: { name: far }, spec: { owner: { name: other }, osType: Windows } }

            """;

        var cluster = Declaration.Read("a.yaml", text);

        Assert.Equal("win", Assert.Single(cluster.State.NodePools).Name);
        Assert.Contains(cluster.Conditions, condition => condition.Kind is ClusterConditionKind.EngineRetired);
    }

    [Theory]
    [InlineData("", "Public none None Off entra:False accounts:Enabled")]
    [InlineData("networkPolicy: azure, networkPlugin: azure", "Public none Azure Off entra:False accounts:Enabled")]
    [InlineData("networkDataplane: cilium, networkPolicy: cilium, networkPluginMode: overlay", "Public none Cilium Off entra:False accounts:Enabled")]
    [InlineData("networkPolicy: '${POLICY:=calico}'", "Public none Calico Off entra:False accounts:Enabled")]
    [InlineData("networkPolicy: '${POLICY}'", "Public none Unknown Off entra:False accounts:Enabled")]
    [InlineData("apiServerAccessProfile: { enablePrivateCluster: '${P:-true}' }", "Unknown none None Off entra:False accounts:Enabled")]
    [InlineData("apiServerAccessProfile: { authorizedIPRanges: [8.8.8.8/32] }, disableLocalAccounts: true", "Restricted 8.8.8.8/32 None Off entra:False accounts:Disabled")]
    [InlineData("sku: { tier: Standard }, aadProfile: { managed: true, adminGroupObjectIDs: [x] }", "Public none None Off entra:True accounts:Enabled")]
    [InlineData("networkPolicy: azure, asoManagedClusterPatches: ['{\"spec\": {\"networkProfile\": {\"networkPolicy\": \"calico\"}}}']", "Public none Calico Off entra:False accounts:Enabled")]
    [InlineData("networkPolicy: azure, asoManagedClusterPatches: ['{\"spec\": {\"networkProfile\": null}}']", "Public none None Off entra:False accounts:Enabled")]
    [InlineData("asoManagedClusterPatches: ['{\"spec\": {\"apiServerAccessProfile\": {\"enablePrivateCluster\": true}}}']", "Private none None Off entra:False accounts:Enabled")]
    [InlineData("enablePreviewFeatures: true, asoManagedClusterPatches: ['{\"spec\": {\"networkProfile\": {\"podLinkLocalAccess\": \"None\"}}}']", "Public none None On entra:False accounts:Enabled")]
    [InlineData("asoManagedClusterPatches: ['{\"spec\": ${PATCH}}']", "Unknown unknown Unknown Unknown entra:Unknown accounts:Unknown")]
    [InlineData("asoManagedClusterPatches: ['{ broken']", "Unknown unknown Unknown Unknown entra:Unknown accounts:Unknown")]
    public void Cluster_api_is_flat_and_patched(string spec, string expected)
    {
        var text = $$"""
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: AzureManagedControlPlane
            metadata: { name: aks, labels: { cluster.x-k8s.io/cluster-name: shop } }
            spec: { {{spec}} }

            """;

        var cluster = Declaration.Read("a.yaml", text);

        Assert.Equal("shop/aks", cluster.Id);
        Assert.Equal(expected, Declaration.Describe(cluster));
    }

    [Theory]
    [InlineData("${P:=true}", "Private")]
    [InlineData("${P:-yes}", "Private")]
    [InlineData("${P:=false}", "Public")]
    [InlineData("${P}", "Unknown")]
    public void The_default_of_a_placeholder_has_the_type_of_its_text(string value, string expected) =>
        Assert.Equal(expected, Declaration.Read("a.yaml", $"""
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: AzureManagedControlPlane
            metadata:
              name: $[CLUSTER:=aks]
            spec:
              apiServerAccessProfile:
                enablePrivateCluster: {value}

            """.Replace("$[CLUSTER:=aks]", "${CLUSTER:=aks}", StringComparison.Ordinal)).ApiServer.ToString());

    [Fact]
    public void Templates_of_cluster_api_and_embedded_objects_are_read()
    {
        var template = Declaration.Read("a.yaml", """
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: AzureManagedControlPlaneTemplate
            metadata: { name: class }
            spec: { template: { spec: { networkPolicy: azure, networkPlugin: azure } } }

            """);
        var embedded = Declaration.Read("a.yaml", $$"""
            apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
            kind: AzureASOManagedControlPlane
            metadata: { name: outer }
            spec:
              resources:
                - apiVersion: containerservice.azure.com/v1api20231001
                  kind: ManagedCluster
                  metadata: { name: inner }
                  spec: { owner: { name: rg }, apiServerAccessProfile: {{Private}} }
            ---
            apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
            kind: AzureASOManagedMachinePool
            metadata: { name: pool }
            spec: { resources: [ { apiVersion: containerservice.azure.com/v1api20231001, kind: ManagedClustersAgentPool, metadata: { name: p }, spec: { osType: Windows, owner: { name: inner } } } ] }

            """);

        Assert.Equal(NetworkPolicyEngine.Azure, template.Engine);
        Assert.Equal("rg/inner", embedded.Id);
        Assert.Equal(ApiServerExposure.Private, embedded.ApiServer);
        Assert.Equal("p", Assert.Single(embedded.State.NodePools).Name);
    }

    [Theory]
    [InlineData("containerservice.azure.upbound.io/v1beta2", "networkProfile: { networkPlugin: azure, networkPolicy: calico }")]
    [InlineData("containerservice.azure.m.upbound.io/v1beta1", "networkProfile: { networkPlugin: azure, networkPolicy: calico }")]
    [InlineData("containerservice.azure.upbound.io/v1beta1", "networkProfile: [ { networkPlugin: azure, networkPolicy: calico } ]")]
    public void Crossplane_has_objects_or_lists_of_one(string apiVersion, string parameters) =>
        Assert.Equal(NetworkPolicyEngine.Calico, Declaration.Read("a.yaml", Crossplane(parameters, apiVersion)).Engine);

    [Theory]
    [InlineData("", "Public none None Off entra:False accounts:Enabled")]
    [InlineData("privateClusterEnabled: true, localAccountDisabled: true, azureActiveDirectoryRoleBasedAccessControl: { tenantId: x }", "Private none None Off entra:True accounts:Disabled")]
    [InlineData("apiServerAccessProfile: { authorizedIpRanges: [8.8.8.8/32] }", "Restricted 8.8.8.8/32 None Off entra:False accounts:Enabled")]
    [InlineData("apiServerAccessProfile: { authorizedIPRanges: [8.8.8.8/32] }", "Public none None Off entra:False accounts:Enabled")]
    [InlineData("networkProfile: { networkPlugin: azure, networkDataPlane: cilium, networkPolicy: cilium }", "Public none Cilium Off entra:False accounts:Enabled")]
    [InlineData("networkProfile: { networkPlugin: none }", "Public none Byo Off entra:False accounts:Enabled")]
    public void Crossplane_has_names_of_its_own(string parameters, string expected) =>
        Assert.Equal(expected, Declaration.Describe(Declaration.Read("a.yaml", Crossplane(parameters))));

    [Fact]
    public void What_crossplane_only_observes_is_unknown()
    {
        var cluster = Declaration.Read("a.yaml", Crossplane("").Replace("spec: {", "spec: { managementPolicies: [Observe],", StringComparison.Ordinal));

        Assert.True(cluster.IsManagedElsewhere);
        Assert.Equal("Unknown unknown Unknown Unknown entra:Unknown accounts:Unknown", Declaration.Describe(cluster));
    }

    [Theory]
    [InlineData("{ fromFieldPath: spec.policy, toFieldPath: spec.forProvider.networkProfile.networkPolicy }", "Private none Unknown")]
    [InlineData("{ type: FromCompositeFieldPath, fromFieldPath: spec.forProvider.privateClusterEnabled }", "Unknown none Calico")]
    [InlineData("{ type: ToCompositeFieldPath, fromFieldPath: spec.forProvider.privateClusterEnabled }", "Private none Calico")]
    [InlineData("{ type: PatchSet, patchSetName: common }", "Unknown none Calico")]
    [InlineData("{ type: CombineFromComposite, toFieldPath: spec.forProvider }", "Unknown unknown Unknown")]
    public void A_composition_builds_clusters_and_fills_in_what_it_patches(string patch, string expected)
    {
        var text = $$"""
            apiVersion: apiextensions.crossplane.io/v1
            kind: Composition
            metadata: { name: shop }
            spec:
              mode: Pipeline
              pipeline:
                - step: resources
                  input:
                    patchSets: [ { name: common, patches: [ { fromFieldPath: spec.private, toFieldPath: spec.forProvider.privateClusterEnabled } ] } ]
                    resources:
                      - name: aks
                        base:
                          apiVersion: containerservice.azure.upbound.io/v1beta2
                          kind: KubernetesCluster
                          spec: { forProvider: { privateClusterEnabled: true, networkProfile: { networkPlugin: azure, networkPolicy: calico } } }
                        patches: [ {{patch}} ]

            """;

        var cluster = Declaration.Read("a.yaml", text);

        Assert.Equal("?/aks", cluster.Id);
        Assert.StartsWith(expected + " ", Declaration.Describe(cluster), StringComparison.Ordinal);
    }

    [Fact]
    public void One_name_in_one_group_is_one_cluster()
    {
        var other = Aso("owner: { name: RG }, apiServerAccessProfile: " + Private).Replace("name: aks", "name: AKS", StringComparison.Ordinal);

        Assert.Equal(ApiServerExposure.Unknown, Assert.Single(Declaration.ReadAll(("a.yaml", Aso("owner: { name: rg }")), ("b.yaml", other))).ApiServer);
    }

    private static string Aso(string spec, string version = "v1api20240901") => $$"""
        apiVersion: containerservice.azure.com/{{version}}
        kind: ManagedCluster
        metadata: { name: aks }
        spec: { {{spec}} }

        """;

    private static string Crossplane(string parameters, string apiVersion = "containerservice.azure.upbound.io/v1beta2") => $$"""
        apiVersion: {{apiVersion}}
        kind: KubernetesCluster
        metadata: { name: aks }
        spec: { forProvider: { {{parameters}} } }

        """;
}
