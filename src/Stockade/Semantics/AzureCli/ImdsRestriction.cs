namespace Stockade.Semantics.AzureCli;

/// <summary>AKS's own block of the metadata service on the nodes. <see cref="Pending"/>: switched, but no node was re-imaged since.</summary>
internal enum ImdsRestriction
{
    Unknown,
    Off,
    Pending,
    On,
}
