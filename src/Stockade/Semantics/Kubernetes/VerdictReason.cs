namespace Stockade.Semantics.Kubernetes;

/// <summary>What kind of cause a verdict has; rules group by it.</summary>
internal enum VerdictReason
{
    /// <summary>It cannot be decided from the files.</summary>
    Undecided,

    /// <summary>No policy isolates the workload in this direction.</summary>
    NotIsolated,

    /// <summary>A rule of a policy allows it.</summary>
    AllowedByRule,

    /// <summary>The workload is isolated and no rule allows it.</summary>
    NoRuleAllows,

    /// <summary>A rule of a policy denies it.</summary>
    DeniedByRule,

    /// <summary>The workload is on the host network, which policies do not govern.</summary>
    HostNetwork,

    /// <summary>The cluster enforces no policies.</summary>
    NotEnforced,

    /// <summary>AKS blocks the metadata service on the nodes.</summary>
    ImdsRestriction,
}
