namespace Stockade.Semantics.Clusters;

/// <summary>What the properties that decide are called where a cluster is defined, for messages about their absence.</summary>
internal sealed record ClusterVocabulary(string Private, string Ranges, string Policy, string Cilium, string ImdsRestriction)
{
    public static ClusterVocabulary AzureCli { get; } = new(
        "--enable-private-cluster",
        "--api-server-authorized-ip-ranges",
        "--network-policy",
        "--network-dataplane cilium",
        "--enable-imds-restriction");

    /// <summary>ARM templates, and Azure Service Operator and Cluster API, which take its names over.</summary>
    public static ClusterVocabulary ResourceManager { get; } = new(
        "enablePrivateCluster",
        "authorizedIPRanges",
        "networkPolicy",
        "networkDataplane cilium",
        "podLinkLocalAccess None");

    /// <summary>Crossplane's provider, whose names come from Terraform's.</summary>
    public static ClusterVocabulary Crossplane { get; } = new(
        "privateClusterEnabled",
        "authorizedIpRanges",
        "networkPolicy",
        "networkDataPlane cilium",
        "podLinkLocalAccess None");
}
