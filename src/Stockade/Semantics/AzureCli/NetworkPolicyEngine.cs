namespace Stockade.Semantics.AzureCli;

/// <summary>What enforces NetworkPolicy objects in a cluster. <see cref="Byo"/> is a network plugin that AKS does not install.</summary>
internal enum NetworkPolicyEngine
{
    Unknown,
    None,
    Cilium,
    Azure,
    Calico,
    Byo,
}
