#!/usr/bin/env pwsh
# Creates the private clusters of the retail shop. Runs on a build agent inside the virtual network.
$ErrorActionPreference = 'Stop'
$resourceGroup = 'contoso-retail-powershell'

function New-Cluster {
    param(
        [Parameter(Mandatory)] [string] $Name,
        [string[]] $Extra = @()
    )

    $arguments = @(
        '--resource-group', $resourceGroup
        '--name', $Name
        '--enable-private-cluster'
        '--enable-aad'
        '--aad-admin-group-object-ids', $env:ADMIN_GROUP
        '--disable-local-accounts'
        '--network-plugin', 'azure'
        '--network-plugin-mode', 'overlay'
        '--network-dataplane', 'cilium'
    )
    az aks create @arguments @Extra
    if ($LASTEXITCODE -ne 0) { throw "$Name could not be created" }
}

az group create --name $resourceGroup --location westeurope
New-Cluster -Name retail-prod -Extra '--tier', 'standard'
New-Cluster retail-test

# The test cluster needs no more than two nodes.
Set-AzAksCluster -ResourceGroupName $resourceGroup -Name retail-test -NodeCount 2
