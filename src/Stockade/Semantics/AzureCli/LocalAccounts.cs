namespace Stockade.Semantics.AzureCli;

/// <summary>Whether the cluster's certificate-based admin account works.</summary>
internal enum LocalAccounts
{
    Unknown,
    Enabled,
    Disabled,
}
