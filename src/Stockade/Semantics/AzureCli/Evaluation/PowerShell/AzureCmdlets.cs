using System.Collections.Immutable;

namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>
/// The cmdlets of the module Az.Aks that create or change clusters (learn.microsoft.com/powershell/module/az.aks). <c>=</c> leads to the option
/// of az, <c>!</c> marks a switch, <c>~</c> a value that is compared without case.
/// </summary>
internal static class AzureCmdlets
{
    private const string Cluster = """
        ApiServerAccessAuthorizedIpRange=--api-server-authorized-ip-ranges EnableApiServerAccessPrivateCluster!=--enable-private-cluster
        ApiServerAccessPrivateDnsZone=--private-dns-zone EnableApiServerAccessPrivateClusterPublicFQDN! FqdnSubdomain=--fqdn-subdomain
        DisableLocalAccount!=--disable-local-accounts AadProfile=--enable-aad EnableOidcIssuer!=--enable-oidc-issuer Location=--location
        LoadBalancerSku~=--load-balancer-sku NetworkPlugin~=--network-plugin NetworkPolicy~=--network-policy OutboundType=--outbound-type
        EnableNodePublicIp!=--enable-node-public-ip NodePublicIPPrefixID=--node-public-ip-prefix-id NodeName=--nodepool-name
        AddOnNameToBeEnabled EnableManagedIdentity! EnableRbac! EnableUptimeSLA! GenerateSshKey! Force! AsJob! Confirm! WhatIf! PassThru! EnableNodeAutoScaling!
        EnableEncryptionAtHost! EnableUltraSSD! EnableFIPS! NodeVnetSubnetID KubernetesVersion NodeCount NodeVmSize NodeVmSetType NodeMinCount NodeMaxCount
        PodCidr ServiceCidr DnsServiceIP DockerBridgeCidr SshKeyValue SshKeyPath DnsNamePrefix Tag AcrNameToAttach AcrNameToDetach ServicePrincipalIdAndSecret
        LinuxProfileAdminUserName WindowsProfileAdminUserName WindowsProfileAdminUserPassword NodeOsDiskSize NodeOsSKU NodePoolMode NodeResourceGroup
        AvailabilityZone AutoScalerProfile AutoUpgradeChannel AssignIdentity SubscriptionId=--subscription DefaultProfile EnableAIToolchainOperator!
        """;

    private const string Pool = """
        OsType=--os-type OsSKU=--os-sku EnableNodePublicIp!=--enable-node-public-ip NodePublicIPPrefixID=--node-public-ip-prefix-id Mode VmSize Count VmSetType
        VnetSubnetID EnableAutoScaling! Force! AsJob! Confirm! WhatIf! PassThru! MaxCount MinCount KubernetesVersion OsDiskSize SubscriptionId=--subscription
        """;

    private const string Group = "ResourceGroupName=--resource-group Name=--name";
    private const string PoolGroup = "ResourceGroupName=--resource-group ClusterName=--cluster-name Name=--nodepool-name";

    private static readonly ImmutableArray<AzureCmdlet> s_all =
    [
        Of("New-AzAksCluster", "aks create", 2, $"{Group} {Cluster}"),
        Of("Set-AzAksCluster", "aks update", 2, $"{Group} {Cluster}"),
        Of("Remove-AzAksCluster", "aks delete", 2, $"{Group} {Pool}"),
        Of("Start-AzAksCluster", "aks start", 2, $"{Group} {Pool}"),
        Of("Stop-AzAksCluster", "aks stop", 2, $"{Group} {Pool}"),
        Of("New-AzAksNodePool", "aks nodepool add", 3, $"{PoolGroup} {Pool}"),
        Of("Remove-AzAksNodePool", "aks nodepool delete", 3, $"{PoolGroup} {Pool}"),
    ];

    public static AzureCmdlet? Find(string name) => s_all.FirstOrDefault(cmdlet => string.Equals(cmdlet.Name, name, StringComparison.OrdinalIgnoreCase));

    private static AzureCmdlet Of(string name, string command, int positions, string parameters) =>
        new(name, command, [.. parameters.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(Parameter)]) { Positions = positions };

    private static AzureCmdletParameter Parameter(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? text : text[..equals];
        return new AzureCmdletParameter(name.TrimEnd('!', '~'), equals < 0 ? null : text[(equals + 1)..], name.EndsWith('!')) { IsChoice = name.EndsWith('~') };
    }
}
