namespace Stockade.Semantics.AzureCli;

/// <summary>Who may open a connection to the API server's endpoint.</summary>
internal enum ApiServerExposure
{
    Unknown,
    Private,
    Restricted,
    Public,
}
