using System.Collections.Immutable;

namespace Stockade.Semantics.Kubernetes;

/// <summary>One of the ways in which clauses may select a workload: those that do, those that perhaps do besides, and the tiers that deny at their end.</summary>
internal sealed record PolicyReading(ImmutableArray<int> Certain, ImmutableArray<int> Possible, ImmutableArray<TierPlace> Isolated);
