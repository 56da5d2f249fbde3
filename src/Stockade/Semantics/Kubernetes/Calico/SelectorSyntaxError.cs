namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>Why a selector is none, and the characters of it that say so; none at its end.</summary>
internal sealed record SelectorSyntaxError(int Position, int Length, string Message);
