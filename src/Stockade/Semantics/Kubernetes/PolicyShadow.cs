using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Calico;
using Stockade.Semantics.Kubernetes.Tiers;

namespace Stockade.Semantics.Kubernetes;

/// <summary>
/// A policy that is never asked, because another one has allowed everything to all of its pods before: Calico asks policies in the order of their tiers,
/// of the number that they give, and of their names, and what one allows is final (docs.tigera.io, GlobalNetworkPolicy).
/// </summary>
internal sealed record PolicyShadow(Policy Opener, PolicyRule Rule)
{
    public static PolicyShadow? Find(SemanticModel model, DeploymentScope scope, Policy policy, ImmutableArray<Workload> selected, TrafficDirection direction)
    {
        var tiers = new TierCatalog(scope.Tiers);
        foreach (var opener in model.GetSelectingPolicies(scope, selected[0], direction))
        {
            if (FindAllowAll(opener, direction) is { } rule
                && (opener is CalicoPolicy || policy is CalicoPolicy)
                && Precedes(opener, policy, tiers)
                && selected.All(workload => IsAsked(workload, opener)))
            {
                return new PolicyShadow(opener, rule);
            }
        }

        return null;

        // No engine reads the kinds of both Cilium and Calico.
        bool IsAsked(Workload workload, Policy opener) =>
            model.GetSelectingPolicies(scope, workload, direction) is var all
            && all.Contains(opener, ReferenceEqualityComparer.Instance)
            && all.Contains(policy, ReferenceEqualityComparer.Instance)
            && !all.Any(static item => PolicyKinds.Cilium.HasFlag(item.Kind));
    }

    private static bool Precedes(Policy opener, Policy policy, TierCatalog tiers)
    {
        if (ReferenceEquals(opener, policy) || policy is not (CalicoPolicy or NetworkPolicy))
            return false;
        var (first, second) = (tiers.Find(opener.TierName), tiers.Find(policy.TierName));
        return first == second
            ? first.IsKnown && opener.SurelyPrecedes(policy)
            : first.IsKnown && second.IsKnown && (first.Order < second.Order || (first.Order.Equals(second.Order) && string.CompareOrdinal(first.Name, second.Name) < 0));
    }

    /// <summary>The rule that allows everything, whichever clause selects a pod, before anything else is done with any connection.</summary>
    private static PolicyRule? FindAllowAll(Policy policy, TrafficDirection direction)
    {
        if (policy is not (CalicoPolicy or NetworkPolicy))
            return null;
        PolicyRule? found = null;
        foreach (var section in policy.ClausesIn(NetworkPolicyDialect.Kubernetes).Select(clause => clause.Section(direction)).OfType<PolicyDirection>())
        {
            found = section.IsUnknown
                ? null
                : section.Rules.TakeWhile(static rule => rule.Action == TierAction.Allow).FirstOrDefault(static rule => rule is { Peers: null, Ports: null, IsPartlyUnknown: false });
            if (found is null)
                return null;
        }

        return found;
    }
}
