namespace Stockade.Analysis.Configuration;

/// <summary>What enforces network policies in a declared cluster.</summary>
internal enum DeclaredEngine
{
    Unknown,
    None,
    Azure,
    Calico,
    Cilium,
    Byo,
}
