namespace Stockade.Analysis.Configuration;

/// <summary>Who may connect to the API server of a declared cluster.</summary>
internal enum DeclaredApiServer
{
    Unknown,
    Private,
    Restricted,
    Public,
}
