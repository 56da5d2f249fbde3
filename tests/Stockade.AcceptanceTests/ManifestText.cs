namespace Stockade.AcceptanceTests;

/// <summary>Small inputs with a known answer.</summary>
internal static class ManifestText
{
    /// <summary>A cluster with a public API server: AKS1001 and nothing about workloads.</summary>
    public const string PublicCluster =
        "az aks create --resource-group rg --name web --network-plugin azure --network-policy cilium --network-dataplane cilium\n";

    /// <summary>A cluster nothing is wrong with.</summary>
    public const string PrivateCluster =
        "az aks create --resource-group rg --name web --network-plugin azure --network-policy cilium --network-dataplane cilium " +
        "--enable-private-cluster --enable-aad --disable-local-accounts\n";

    /// <summary>A workload that no policy isolates.</summary>
    public const string OpenWorkload =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers: [{ name: web, image: web }]

        """;
}
