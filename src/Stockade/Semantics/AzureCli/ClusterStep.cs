namespace Stockade.Semantics.AzureCli;

/// <summary>One command on a cluster, with the state it meets and the state it leaves.</summary>
internal sealed record ClusterStep(AzureCommand Command, ClusterState Before, ClusterState After)
{
    /// <summary>False for a create beside which another one of the same cluster stands: it is refused, or replaced.</summary>
    public bool Stands { get; init; } = true;
}
