namespace Stockade.Semantics.Kubernetes;

/// <summary>Answers the two questions for the workloads of one scope, from all of its policies together.</summary>
internal sealed class Reachability(DeploymentScope scope)
{
    public WorkloadVerdicts Evaluate(Workload workload)
    {
        _ = scope;
        _ = workload;
        return new WorkloadVerdicts(
            new Verdict<ImdsReachability>(ImdsReachability.Unknown, VerdictReason.Undecided, "not evaluated", []),
            new Verdict<IngressExposure>(IngressExposure.Unknown, VerdictReason.Undecided, "not evaluated", []));
    }
}
