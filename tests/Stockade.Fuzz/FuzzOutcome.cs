namespace Stockade.Fuzz;

/// <summary>What a loop did.</summary>
internal sealed record FuzzOutcome(long Executions, int Inputs, int Branches, int Failures, double PerSecond);
