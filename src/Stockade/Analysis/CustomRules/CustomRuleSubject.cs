namespace Stockade.Analysis.CustomRules;

/// <summary>What a custom rule looks at.</summary>
internal enum CustomRuleSubject
{
    /// <summary>Objects of the kinds it names, as they are deployed.</summary>
    Kubernetes,

    /// <summary>Everything that makes pods, with its verdicts.</summary>
    Workload,

    /// <summary>Clusters, in the state after all commands.</summary>
    Cluster,

    /// <summary>Runs of <c>az aks</c>.</summary>
    Command,
}
