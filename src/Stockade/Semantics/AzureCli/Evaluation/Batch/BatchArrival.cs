namespace Stockade.Semantics.AzureCli.Evaluation.Batch;

/// <summary>A way of the run that waits at a label: the state it brings, and where it left the others.</summary>
internal sealed record BatchArrival(BatchVariables State, BatchFork Fork)
{
    /// <summary>True for the way that is taken where no condition intervenes.</summary>
    public bool IsCertain { get; init; }
}
