namespace Stockade.Semantics.Kubernetes;

/// <summary>What verdicts are worth where a scope deploys more than is known: a policy that is missing here may open or close what the others decide.</summary>
internal static class IncompleteScope
{
    public static WorkloadVerdicts Weaken(WorkloadVerdicts verdicts, ScopeCompleteness completeness)
    {
        // No policy governs the host network.
        if (completeness == ScopeCompleteness.Complete || (completeness == ScopeCompleteness.MayHoldMore && verdicts.Imds.Reason == VerdictReason.HostNetwork))
            return verdicts;

        var because = completeness == ScopeCompleteness.MayHoldMore
            ? "the kustomization deploys objects that are not part of the run"
            : "the kustomization changes its objects in ways that are not followed";
        return new WorkloadVerdicts(
            new Verdict<ImdsReachability>(ImdsReachability.Unknown, VerdictReason.Undecided, because, []),
            new Verdict<IngressExposure>(IngressExposure.Unknown, VerdictReason.Undecided, because, []));
    }
}
