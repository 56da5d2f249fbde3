using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What verdicts are worth where a scope deploys more than is known: a policy that is missing here may open or close what the others decide.</summary>
internal static class IncompleteScope
{
    public static WorkloadVerdicts Weaken(WorkloadVerdicts verdicts, DeploymentScope scope, Workload workload)
    {
        if (scope.Completeness == ScopeCompleteness.MayDiffer)
            return Unknown("the kustomization changes its objects in ways that are not followed");

        // No policy governs the host network.
        if (verdicts.Imds.Reason == VerdictReason.HostNetwork)
            return verdicts;
        if (scope.Completeness == ScopeCompleteness.MayHoldMore)
            return Unknown("the kustomization deploys objects that are not part of the run");
        if (Placeholder.IsIn(workload.Namespace) && MayBeOneOfOthers(workload.Namespace, scope.Policies))
            return Unknown("its namespace cannot be read from the file, and may be one that has policies");
        return scope.Doubts.FirstOrDefault(doubt => doubt.Concerns(workload)) is { } doubt
            ? Unknown($"the command at {doubt.Command} may apply policies that are not known")
            : verdicts;
    }

    // Where policies name the same placeholder, it stands for a namespace of its own.
    private static bool MayBeOneOfOthers(string placeholder, ImmutableArray<Policy> policies) =>
        policies.Any(static policy => policy.Namespace.Length > 0) && !policies.Any(policy => policy.Namespace == placeholder);

    private static WorkloadVerdicts Unknown(string because) => new(
        new Verdict<ImdsReachability>(ImdsReachability.Unknown, VerdictReason.Undecided, because, []),
        new Verdict<IngressExposure>(IngressExposure.Unknown, VerdictReason.Undecided, because, []));
}
