using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>An answer with its reason in words and the parts of policies it rests on.</summary>
internal sealed record Verdict<TAnswer>(TAnswer Answer, VerdictReason Reason, string Because, ImmutableArray<VerdictEvidence> Evidence)
    where TAnswer : struct, Enum;
