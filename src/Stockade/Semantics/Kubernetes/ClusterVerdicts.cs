using Stockade.Semantics.AzureCli;

namespace Stockade.Semantics.Kubernetes;

/// <summary>What the cluster makes of the policies' verdicts.</summary>
internal static class ClusterVerdicts
{
    public static WorkloadVerdicts Compose(WorkloadVerdicts policies, ManagedCluster? cluster)
    {
        if (cluster is null)
            return policies;

        var imds = policies.Imds;
        var ingress = policies.Ingress;
        var isOnHostNetwork = imds.Reason == VerdictReason.HostNetwork;
        if (cluster.Engine == NetworkPolicyEngine.None && !isOnHostNetwork)
        {
            var because = $"cluster '{cluster.Name}' enforces no NetworkPolicy";
            imds = new Verdict<ImdsReachability>(ImdsReachability.Reachable, VerdictReason.NotEnforced, because, []);
            ingress = new Verdict<IngressExposure>(IngressExposure.OpenWorld, VerdictReason.NotEnforced, because, []);
        }

        if (cluster.ImdsRestriction == ImdsRestriction.On && !isOnHostNetwork && imds.Answer != ImdsReachability.Unknown)
        {
            var because = $"cluster '{cluster.Name}' restricts the metadata service on its nodes";
            imds = new Verdict<ImdsReachability>(ImdsReachability.Blocked, VerdictReason.ImdsRestriction, because, []);
        }

        // A restriction that may be there leaves open only what policies do not block.
        if (cluster is { ImdsRestriction: ImdsRestriction.Unknown, State.ImdsCause: not null } && !isOnHostNetwork && imds.Answer == ImdsReachability.Reachable)
        {
            var because = $"whether cluster '{cluster.Name}' restricts the metadata service cannot be read";
            imds = new Verdict<ImdsReachability>(ImdsReachability.Unknown, VerdictReason.Undecided, because, []);
        }

        return new WorkloadVerdicts(imds, ingress);
    }
}
