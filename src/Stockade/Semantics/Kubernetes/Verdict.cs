using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>An answer with its reason in words and the parts of policies it rests on.</summary>
internal sealed record Verdict<TAnswer>(TAnswer Answer, VerdictReason Reason, string Because, ImmutableArray<VerdictEvidence> Evidence)
    where TAnswer : struct, Enum
{
    /// <summary>True where the connection is allowed although an exception of some rule takes it out: allowing and denying evidence side by side.</summary>
    public bool IsBlockDefeated =>
        Reason == VerdictReason.AllowedByRule
        && Evidence.Any(static evidence => evidence.Effect == EvidenceEffect.Allows)
        && Evidence.Any(static evidence => evidence.Effect == EvidenceEffect.Denies);
}
