namespace Stockade.Analysis.Fixes;

/// <summary>A fix that nobody has checked yet.</summary>
internal sealed record FixCandidate(Fix Fix, FixGoal Goal);
