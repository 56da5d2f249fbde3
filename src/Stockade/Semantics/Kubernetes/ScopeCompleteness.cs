namespace Stockade.Semantics.Kubernetes;

/// <summary>How much of what a scope deploys is known.</summary>
internal enum ScopeCompleteness
{
    /// <summary>All of it.</summary>
    Complete,

    /// <summary>Further objects may be deployed with it, policies among them.</summary>
    MayHoldMore,

    /// <summary>Its objects, too, may be deployed in another form.</summary>
    MayDiffer,
}
