namespace Stockade.Semantics.Clusters;

/// <summary>What of a path a command deploys.</summary>
internal enum DeploymentExtent
{
    /// <summary>A file, or the files of a folder.</summary>
    Files,

    /// <summary>All that lies under a folder.</summary>
    Tree,

    /// <summary>What the kustomization of a folder builds.</summary>
    Kustomization,
}
