namespace Stockade.Analysis.Configuration;

/// <summary>Whether AKS blocks the metadata service on the nodes of a declared cluster.</summary>
internal enum DeclaredImdsRestriction
{
    Unknown,
    Enabled,
    Disabled,
}
