namespace Stockade.Semantics.Kubernetes;

/// <summary>What a part of a policy does to the connection in question.</summary>
internal enum EvidenceEffect
{
    Allows,
    Denies,
    Isolates,
}
