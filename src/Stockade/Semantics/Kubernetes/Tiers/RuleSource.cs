namespace Stockade.Semantics.Kubernetes.Tiers;

/// <summary>The rule and the peer (null where the rule takes any) that a tier's rule was compiled from.</summary>
internal sealed record RuleSource(Policy Policy, PolicyRule Rule, PolicyPeer? Peer)
{
    public VerdictEvidence ToEvidence(EvidenceEffect effect) =>
        new(Policy, Peer?.Path ?? Rule.Path, Peer?.Location ?? Rule.Location, effect);
}
