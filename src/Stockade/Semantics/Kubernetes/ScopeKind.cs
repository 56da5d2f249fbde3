namespace Stockade.Semantics.Kubernetes;

/// <summary>What made a scope.</summary>
internal enum ScopeKind
{
    Folder,
    Declared,
    Kustomization,
    Chart,
    Stdin,
}
